//! A method under `#[no_action]` is not on the action client.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    #[no_action]
    async fn now(&self) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.now().await;
}

fn main() {}
