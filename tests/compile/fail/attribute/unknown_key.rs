//! A key of `#[service]` is one of ours.
#[trifold::service(verison = 1)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
