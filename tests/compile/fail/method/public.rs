//! A method is as public as its trait.
#[trifold::service]
pub trait Clock {
    pub async fn now(&self) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.now().await;
}

fn main() {}
