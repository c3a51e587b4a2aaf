//! A `Debug` that `#[model]` cannot see would show the secret.
#[derive(Debug)]
#[trifold::model]
pub struct Login {
    pub name: String,
    #[sensitive]
    pub password: String,
}

fn main() {}
