//! An address means nothing in another process.
#[trifold::service]
pub trait Clock {
    async fn at(&self, hour: *const u8) -> u64;
}

fn main() {}
