//! An associated type is as public as its trait.
#[trifold::service]
pub trait Clock {
    pub type Caller;

    async fn now(&self, #[context] caller: Self::Caller) -> u64;
}

fn main() {}
