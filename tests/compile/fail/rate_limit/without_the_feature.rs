//! A server that does not count calls does not build.
#[trifold::service]
pub trait Clock {
    #[rate_limit("60/min")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
