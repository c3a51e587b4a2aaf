//! Versions count upward.
#[trifold::service(versions = 3..=1)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
