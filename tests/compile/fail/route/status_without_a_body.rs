//! 204 has no body.
#[trifold::service]
pub trait Clock {
    #[get("/now", status = 204)]
    async fn all(&self) -> Vec<u64>;
}

fn main() {}
