//! A list in the query is one name with several texts.
#[trifold::model]
pub struct Range {
    pub from: u64,
}

#[trifold::service]
pub trait Clock {
    #[get("/late")]
    async fn late(&self, #[query] ranges: Vec<Range>) -> u64;
}

fn main() {}
