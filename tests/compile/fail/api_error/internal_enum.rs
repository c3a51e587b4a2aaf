//! Callers learn of every error.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
#[internal]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate,
}

fn main() {}
