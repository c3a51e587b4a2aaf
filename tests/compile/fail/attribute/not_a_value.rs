//! A value follows an equals sign.
#[trifold::service(version: 1)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
