//! `#[no_action]` takes nothing in parentheses.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    #[no_action(really)]
    async fn now(&self) -> u64;
}

fn main() {}
