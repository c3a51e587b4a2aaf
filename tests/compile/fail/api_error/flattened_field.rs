//! A field stands under its own name.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate {
        #[serde(flatten)]
        by: std::collections::BTreeMap<String, u8>,
    },
}

fn main() {}
