//! Each method has a name of its own.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;

    async fn now(&self, zone: u8) -> u64;
}

fn main() {}
