//! What a lint says of a method, it says at the method, once.
#![deny(warnings, missing_docs)]

/// Tells the time.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> u64;

    /// The hour.
    async fn hour(&self) -> u8;
}

fn main() {}
