//! A client knows its error whole.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late<By: std::fmt::Debug> {
    #[error("too late")]
    #[status(409)]
    TooLate(By),
}

fn main() {}
