//! No result borrows from the service.
#[trifold::service]
pub trait Clock {
    async fn now<'a>(&'a self) -> u64;
}

fn main() {}
