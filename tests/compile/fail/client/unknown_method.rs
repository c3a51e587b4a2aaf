//! A client has the methods of the trait.
#[trifold::service]
pub trait Clock {
    async fn strike(&self) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.stirke().await;
}

fn main() {}
