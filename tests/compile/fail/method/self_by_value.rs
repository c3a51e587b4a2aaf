//! A call does not use the service up.
#[trifold::service]
pub trait Clock {
    async fn stop(self) -> u64;
}

fn main() {}
