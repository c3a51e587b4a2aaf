//! A limit says what it limits.
#[trifold::service]
pub trait Clock {
    #[limit]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
