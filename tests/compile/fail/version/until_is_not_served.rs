//! A route ends in a version that the service has.
#[trifold::service(version = 1)]
pub trait Clock {
    #[get("/now", until = 2)]
    async fn now(&self) -> u64;
}

fn main() {}
