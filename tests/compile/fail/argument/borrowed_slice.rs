//! A slice travels as a `Vec`.
#[trifold::service]
pub trait Clock {
    async fn among(&self, hours: &[u8]) -> u64;
}

fn main() {}
