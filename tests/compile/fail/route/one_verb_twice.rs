//! A verb is written once.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    #[get("/time")]
    async fn now(&self) -> u64;
}

fn main() {}
