//! There is nothing to choose.
#[trifold::model]
pub struct Login {
    pub name: String,
    #[sensitive = "yes"]
    pub password: String,
}

fn main() {}
