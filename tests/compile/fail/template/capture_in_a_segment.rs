//! A capture is a whole segment.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}h")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
