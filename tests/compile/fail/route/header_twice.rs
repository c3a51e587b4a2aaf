//! A header is taken once.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self, #[header("x-zone")] zone: String, #[header("x-zone")] place: String) -> u64;
}

fn main() {}
