//! A client has no argument for a context.
pub struct Caller;

#[trifold::service]
pub trait Clock {
    async fn now(&self, #[context] caller: Caller, zone: u8) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.now(Caller, 1).await;
}

fn main() {}
