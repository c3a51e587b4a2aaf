//! A secret is a field.
#[trifold::model]
pub enum Login {
    #[sensitive]
    Password(String),
    Anonymous,
}

fn main() {}
