//! A type from elsewhere travels where it has serde.
#[trifold::service]
pub trait Clock {
    async fn since(&self, start: std::time::Instant) -> u64;
}

fn main() {}
