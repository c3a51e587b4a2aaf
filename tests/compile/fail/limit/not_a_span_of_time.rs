//! A span of time has a unit.
#[trifold::service]
pub trait Clock {
    #[limit(deadline = "5 seconds")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
