//! A segment is there.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: Option<u8>) -> u64;
}

fn main() {}
