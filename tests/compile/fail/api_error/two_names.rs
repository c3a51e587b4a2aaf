//! What is written under a name is read under it.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    #[serde(rename(serialize = "late", deserialize = "too_late"))]
    TooLate,
}

fn main() {}
