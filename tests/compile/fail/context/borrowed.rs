//! A context is handed over, not lent.
#[trifold::service]
pub trait Clock {
    type Caller;

    async fn now(&self, #[context] caller: &Self::Caller) -> u64;
}

fn main() {}
