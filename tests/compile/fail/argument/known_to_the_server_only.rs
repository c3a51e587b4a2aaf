//! A client knows no associated type.
#[trifold::service]
pub trait Clock {
    type Caller;

    async fn now(&self, caller: Self::Caller) -> u64;

    async fn late(&self, #[context] caller: Self::Caller) -> bool;
}

fn main() {}
