//! A generic method takes whatever its callers give, so they see no second error.
#[trifold::service]
pub trait Clock {
    async fn at<Hour>(&self, hour: Hour) -> u64;

    async fn now(&self) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.at(12_u8).await;
    let _ = clock.now().await;
}

fn main() {}
