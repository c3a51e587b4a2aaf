//! A signature that is refused takes whatever its callers give, so they see no second error.
#[trifold::service]
pub trait Clock {
    type Caller;

    async fn in_zone(&self, name: &str, #[context] caller: Self::Caller) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.in_zone("UTC").await;
}

fn main() {}
