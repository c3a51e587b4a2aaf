//! A key has a value.
#[trifold::service(path)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
