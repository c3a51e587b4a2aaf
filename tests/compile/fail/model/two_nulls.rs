//! `Some(None)` would arrive as `None`.
#[trifold::model]
pub struct Change {
    pub due: Option<Option<u64>>,
}

fn main() {}
