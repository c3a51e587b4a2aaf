//! The last version is served too, and named.
#[trifold::service(versions = 1..4)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
