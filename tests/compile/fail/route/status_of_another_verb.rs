//! A route's status is one that its verb can have.
#[trifold::service]
pub trait Clock {
    #[get("/now", status = 201)]
    async fn now(&self) -> u64;
}

fn main() {}
