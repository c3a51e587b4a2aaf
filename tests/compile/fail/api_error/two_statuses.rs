//! A variant has one status.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    #[status(410)]
    TooLate,
}

fn main() {}
