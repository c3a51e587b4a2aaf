//! An error has a variant for each thing that can go wrong.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
#[error("too late")]
pub struct Late {
    pub by: u8,
}

fn main() {}
