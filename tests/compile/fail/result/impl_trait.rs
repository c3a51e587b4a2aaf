//! Callers know the type of the result.
#[trifold::service]
pub trait Clock {
    async fn zone(&self) -> impl std::fmt::Display;
}

fn main() {}
