//! Versions that two routes share are named.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/now")]
    async fn seconds(&self) -> u64;

    #[get("/now", since = 2)]
    async fn millis(&self) -> u64;
}

fn main() {}
