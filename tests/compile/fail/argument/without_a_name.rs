//! Callers, forms and documents name each argument.
#[trifold::service]
pub trait Clock {
    async fn at(&self, _: u8) -> u64;
}

fn main() {}
