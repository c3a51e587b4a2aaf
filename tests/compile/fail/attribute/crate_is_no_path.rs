//! The runtime is a path.
#[trifold::service(crate = "my trifold")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
