//! A version that is served has something in it.
#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/now", until = 2)]
    async fn now(&self) -> u64;
}

fn main() {}
