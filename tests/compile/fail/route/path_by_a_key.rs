//! The path has no key.
#[trifold::service]
pub trait Clock {
    #[get(path = "/now")]
    async fn now(&self) -> u64;
}

fn main() {}
