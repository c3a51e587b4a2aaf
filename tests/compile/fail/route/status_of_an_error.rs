//! A route's status is that of success.
#[trifold::service]
pub trait Clock {
    #[get("/now", status = 404)]
    async fn now(&self) -> u64;
}

fn main() {}
