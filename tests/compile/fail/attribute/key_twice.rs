//! A key is written once.
#[trifold::service(path = "/a", path = "/b")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
