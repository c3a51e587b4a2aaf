//! An associated type is one of `Self`.
#[trifold::service]
pub trait Clock {
    type Caller;

    async fn now(&self, #[context] caller: Caller) -> u64;
}

fn main() {}
