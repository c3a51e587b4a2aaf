//! Each variant has a wire name of its own.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate,
    #[error("much too late")]
    #[status(409)]
    #[serde(rename = "too_late")]
    MuchTooLate,
}

fn main() {}
