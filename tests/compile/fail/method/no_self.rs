//! A service is called on a value.
#[trifold::service]
pub trait Clock {
    async fn now() -> u64;
}

fn main() {}
