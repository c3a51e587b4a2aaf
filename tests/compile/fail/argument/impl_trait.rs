//! Both sides know the type of an argument.
#[trifold::service]
pub trait Clock {
    async fn in_zone(&self, name: impl Into<String>) -> u64;
}

fn main() {}
