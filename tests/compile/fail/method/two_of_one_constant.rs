//! Each method has a constant on the spec.
#[trifold::service]
pub trait Clock {
    async fn half_past(&self) -> u64;

    #[allow(non_snake_case)]
    async fn half_Past(&self) -> u64;
}

fn main() {}
