//! One attribute holds all limits.
#[trifold::service]
pub trait Clock {
    #[limit(body = "1 MiB")]
    #[limit(deadline = "5s")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
