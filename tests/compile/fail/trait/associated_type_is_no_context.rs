//! An associated type is a context; what else an implementor needs is its own affair.
#[trifold::service]
pub trait Clock {
    type Spring;

    async fn now(&self) -> u64;
}

fn main() {}
