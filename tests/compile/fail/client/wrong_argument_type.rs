//! The caller's mistake is shown at the caller.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.at("noon").await;
}

fn main() {}
