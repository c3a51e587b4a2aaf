//! A method has one route in a version.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/time", until = 2)]
    #[get("/now", since = 2)]
    async fn now(&self) -> u64;
}

fn main() {}
