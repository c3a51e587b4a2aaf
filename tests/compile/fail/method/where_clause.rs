//! A caller meets no bounds; they belong to the trait.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64
    where
        Self: Sized;
}

fn main() {}
