//! A rate lets somebody call.
#[trifold::service]
pub trait Clock {
    #[rate_limit("0/min")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
