//! A route has one path.
#[trifold::service]
pub trait Clock {
    #[get("/now", "/time")]
    async fn now(&self) -> u64;
}

fn main() {}
