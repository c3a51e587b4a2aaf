//! A generic type asks of its parameters that they travel, and of its other fields too.
pub struct Hands;

#[trifold::model]
pub struct Face<T> {
    marks: Vec<T>,
    hands: Hands,
}

#[trifold::service]
pub trait Clock {
    async fn face(&self) -> Face<u8>;
}

fn main() {}
