//! A context is one type.
#[trifold::service]
pub trait Clock {
    type Caller<Kind>;

    async fn now(&self, #[context] caller: Self::Caller<u8>) -> u64;
}

fn main() {}
