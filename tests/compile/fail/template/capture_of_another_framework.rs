//! A capture stands in braces.
#[trifold::service]
pub trait Clock {
    #[get("/at/:hour")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
