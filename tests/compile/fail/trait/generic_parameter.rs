//! A caller could not choose a type parameter of the trait.
#[trifold::service]
pub trait Clock<Zone> {
    async fn now(&self) -> u64;
}

fn main() {}
