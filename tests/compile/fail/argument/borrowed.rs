//! Nothing can be lent to another process.
#[trifold::service]
pub trait Clock {
    async fn in_zone(&self, name: &str) -> u64;
}

fn main() {}
