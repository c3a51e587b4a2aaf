//! A method does not come back after a version without it.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/time", until = 1)]
    #[get("/now", since = 3)]
    async fn now(&self) -> u64;

    #[get("/zone")]
    async fn zone(&self) -> String;
}

fn main() {}
