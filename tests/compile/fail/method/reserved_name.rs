//! The generated types have functions of their own.
#[trifold::service]
pub trait Clock {
    async fn new(&self) -> u64;
}

fn main() {}
