//! A prefix is the same for every method.
#[trifold::service(path = "/zones/{zone}")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
