//! A header has a name.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self, #[header] zone: String) -> u64;
}

fn main() {}
