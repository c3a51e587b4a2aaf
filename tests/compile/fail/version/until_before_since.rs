//! A route ends after it begins.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/now", since = 3, until = 2)]
    async fn now(&self) -> u64;
}

fn main() {}
