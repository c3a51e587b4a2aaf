//! A field is renamed where it stands.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    #[serde(rename_all = "camelCase")]
    TooLate { by_days: u8 },
}

fn main() {}
