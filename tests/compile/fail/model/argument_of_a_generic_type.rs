//! What is put into a generic type travels with it.
pub struct Hands;

#[trifold::model]
pub struct Face<T> {
    marks: Vec<T>,
}

#[trifold::model]
pub struct Clock {
    face: Face<Hands>,
}

fn main() {}
