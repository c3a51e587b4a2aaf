//! A capture is named as a parameter can be.
#[trifold::service]
pub trait Clock {
    #[get("/at/{12h}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
