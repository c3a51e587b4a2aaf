//! A parameter of the query has no keys of its own.
#[trifold::service]
pub trait Clock {
    #[get("/late")]
    async fn late(&self, by_zone: std::collections::BTreeMap<String, u8>) -> u64;
}

fn main() {}
