//! A rate limit names its rate.
#[trifold::service]
pub trait Clock {
    #[rate_limit]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
