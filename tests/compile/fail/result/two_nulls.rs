//! `Some(None)` would arrive as `None`.
#[trifold::service]
pub trait Clock {
    async fn alarm(&self) -> Vec<Option<Option<u64>>>;
}

fn main() {}
