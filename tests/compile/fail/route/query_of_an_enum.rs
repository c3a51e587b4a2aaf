//! What is spread over the query has fields, and an enum is one word.
#[trifold::model]
pub enum Half {
    Day,
    Night,
}

#[trifold::service]
pub trait Clock {
    #[get("/late")]
    async fn late(&self, #[query] half: Half) -> u64;
}

fn main() {}
