//! A header's name is written as HTTP/2 sends it.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self, #[header("X-Zone")] zone: String) -> u64;
}

fn main() {}
