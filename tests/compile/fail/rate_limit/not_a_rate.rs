//! A rate is so many calls in a time.
#[trifold::service]
pub trait Clock {
    #[rate_limit("sixty/min")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
