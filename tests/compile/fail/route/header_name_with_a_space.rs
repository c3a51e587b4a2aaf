//! A header's name is a token.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self, #[header("x zone")] zone: String) -> u64;
}

fn main() {}
