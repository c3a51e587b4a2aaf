//! What a newtype holds travels with it.
pub struct Hands;

#[trifold::model]
pub struct Face(Vec<Hands>);

fn main() {}
