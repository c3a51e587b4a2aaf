//! A call over a network is not `const`.
#[trifold::service]
pub trait Clock {
    const fn now(&self) -> u64;
}

fn main() {}
