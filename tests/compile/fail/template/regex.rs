//! What a capture can be is said by its type.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour:[0-9]+}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
