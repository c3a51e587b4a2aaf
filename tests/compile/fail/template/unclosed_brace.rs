//! A capture ends with a brace.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
