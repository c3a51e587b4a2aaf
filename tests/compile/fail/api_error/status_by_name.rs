//! A status is a number.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(CONFLICT)]
    TooLate,
}

fn main() {}
