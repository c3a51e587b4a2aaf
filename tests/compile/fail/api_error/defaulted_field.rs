//! What may be absent is an `Option`.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate {
        #[serde(default)]
        by: u8,
    },
}

fn main() {}
