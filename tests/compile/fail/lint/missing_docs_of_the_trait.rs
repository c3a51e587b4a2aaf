//! What a lint says of the trait, it says at the trait, once.
#![deny(warnings, missing_docs)]

#[trifold::service]
pub trait Clock {
    /// The time.
    #[get("/now")]
    async fn now(&self) -> u64;
}

fn main() {}
