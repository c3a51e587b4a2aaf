//! A code is renamed at its variant.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate,
}

fn main() {}
