//! What a method returns is a `Result` whose error is an `ApiError`, or a type that travels.
pub struct Hands;

#[trifold::service]
pub trait Clock {
    async fn hands(&self) -> Hands;
}

fn main() {}
