//! An argument has a type.
#[trifold::service]
pub trait Clock {
    async fn among(&self, hours: Vec<_>) -> u64;
}

fn main() {}
