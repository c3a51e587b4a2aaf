//! What is spread over the query has fields.
#[trifold::service]
pub trait Clock {
    #[get("/late")]
    async fn late(&self, #[query] by: u8) -> u64;
}

fn main() {}
