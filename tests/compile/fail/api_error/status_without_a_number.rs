//! A status is a number in parentheses.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status = 409]
    TooLate,
}

fn main() {}
