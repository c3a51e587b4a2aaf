//! The last version is named.
#[trifold::service(versions = 1..)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
