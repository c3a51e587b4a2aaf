//! A route begins in a version that the service has.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/now", since = 4)]
    async fn now(&self) -> u64;
}

fn main() {}
