//! A server would answer with what no client reads.
#[trifold::model]
pub enum State {
    Open,
    #[serde(skip_deserializing)]
    Closed,
}

fn main() {}
