//! `self` is lent for a call, not for ever.
#[trifold::service]
pub trait Clock {
    async fn now(&'static self) -> u64;
}

fn main() {}
