//! A segment is one value.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hours}")]
    async fn at(&self, hours: Vec<u8>) -> u64;
}

fn main() {}
