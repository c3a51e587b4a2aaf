//! A version is a number.
#[trifold::service(version = "1.0")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
