//! A parameter of the query is one text, or several; it has no fields.
use trifold::model;

#[model]
pub struct Range {
    pub from: u64,
    pub to: u64,
}

#[model]
pub struct Filter {
    pub word: Option<String>,
    pub range: Option<Range>,
}

#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    async fn find(&self, #[query] filter: Filter) -> Vec<u64>;
}

fn main() {}
