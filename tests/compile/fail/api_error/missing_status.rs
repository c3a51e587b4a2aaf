//! Each variant names its status.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    TooLate,
}

fn main() {}
