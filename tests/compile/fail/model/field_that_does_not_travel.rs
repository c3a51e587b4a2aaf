//! What a model holds travels with it.
pub struct Hands;

#[trifold::model]
pub struct Face {
    hands: Hands,
}

fn main() {}
