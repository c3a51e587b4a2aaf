//! Version ranges keep two routes apart only where they do not meet.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/now", until = 2)]
    async fn seconds(&self) -> u64;

    #[get("/now", since = 2)]
    async fn millis(&self) -> u64;
}

fn main() {}
