//! What is spread over the query has fields, and a newtype has none of its own.
#[trifold::model]
pub struct Hour(u8);

#[trifold::service]
pub trait Clock {
    #[get("/late")]
    async fn late(&self, #[query] by: Hour) -> u64;
}

fn main() {}
