//! The generated spec has constants of its own.
#[trifold::service]
pub trait Clock {
    async fn methods(&self) -> u64;
}

fn main() {}
