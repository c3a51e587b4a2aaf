//! `#[internal]` takes nothing in parentheses.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("the spring broke")]
    #[status(500)]
    Broken(#[internal(really)] String),
}

fn main() {}
