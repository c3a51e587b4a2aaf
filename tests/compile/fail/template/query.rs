//! The query is no part of the path.
#[trifold::service]
pub trait Clock {
    #[get("/at?hour={hour}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
