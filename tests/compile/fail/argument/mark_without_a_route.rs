//! A place on the route needs a route.
#[trifold::service]
pub trait Clock {
    async fn at(&self, #[query] hour: u8) -> u64;
}

fn main() {}
