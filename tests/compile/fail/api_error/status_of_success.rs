//! A status is that of an error.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(200)]
    TooLate,
}

fn main() {}
