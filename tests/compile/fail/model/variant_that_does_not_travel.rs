//! What a variant holds travels with it.
pub struct Hands;

#[trifold::model]
pub enum Face {
    Round(Hands),
    Digital,
}

fn main() {}
