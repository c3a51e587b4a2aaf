//! A call over a network is asynchronous.
#[trifold::service]
pub trait Clock {
    fn now(&self) -> u64;
}

fn main() {}
