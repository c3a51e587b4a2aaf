//! What serde makes of it are functions for another type.
#[trifold::model]
#[serde(remote = "Elsewhere")]
pub struct Here {
    pub at: u8,
}

pub struct Elsewhere {
    pub at: u8,
}

fn main() {}
