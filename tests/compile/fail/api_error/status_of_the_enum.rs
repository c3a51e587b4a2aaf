//! Each variant has a status of its own.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
#[status(409)]
pub enum Late {
    #[error("too late")]
    TooLate,
    #[error("much too late")]
    MuchTooLate,
}

fn main() {}
