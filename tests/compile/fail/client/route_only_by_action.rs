//! A method under `#[no_action]` is not on the action client.
#[trifold::service]
pub trait Clock {
    #[get("/hour")]
    #[no_action]
    async fn strike(&self) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.strike().await;
}

fn main() {}
