//! A service has a version.
#[trifold::service(versions = 1..1)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
