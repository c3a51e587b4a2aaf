//! A switch takes no value.
#[trifold::service(unversioned = 1)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
