//! A method has one route.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    #[post("/now")]
    async fn now(&self) -> u64;
}

fn main() {}
