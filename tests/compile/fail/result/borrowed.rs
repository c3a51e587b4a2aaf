//! No result borrows from the service.
#[trifold::service]
pub trait Clock {
    async fn zone(&self) -> &str;
}

fn main() {}
