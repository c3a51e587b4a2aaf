//! A service says once which versions it has.
#[trifold::service(version = 1, unversioned)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
