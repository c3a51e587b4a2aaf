//! A secret is a field.
#[trifold::model]
#[sensitive]
pub struct Login {
    pub password: String,
}

fn main() {}
