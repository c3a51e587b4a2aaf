//! What makes a route elsewhere makes none here.
#[trifold::service]
pub trait Clock {
    #[head("/now")]
    async fn now(&self) -> u64;
}

fn main() {}
