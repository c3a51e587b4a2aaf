//! A size has a unit.
#[trifold::service]
pub trait Clock {
    #[limit(body = "8 megs")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
