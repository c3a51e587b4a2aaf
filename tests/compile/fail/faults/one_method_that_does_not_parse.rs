//! A method that is not Rust leaves the others alone. The compiler tells what is wrong, and we what follows.
#[trifold::service]
pub trait Clock {
    async fn at(&self, hour: ) -> u64;

    async fn now(&self) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _ = clock.now().await;
}

fn main() {}
