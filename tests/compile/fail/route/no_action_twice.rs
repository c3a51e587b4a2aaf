//! `#[no_action]` is written once.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    #[no_action]
    #[no_action]
    async fn now(&self) -> u64;
}

fn main() {}
