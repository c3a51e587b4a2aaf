//! A method that is no action has a verb.
#[trifold::service]
pub trait Clock {
    #[no_action]
    async fn now(&self) -> u64;
}

fn main() {}
