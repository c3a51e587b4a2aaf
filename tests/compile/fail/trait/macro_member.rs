//! The fold sees only what is written out.
macro_rules! methods {
    () => {};
}

#[trifold::service]
pub trait Clock {
    methods!();

    async fn now(&self) -> u64;
}

fn main() {}
