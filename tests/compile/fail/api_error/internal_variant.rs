//! Callers always learn the variant.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("the spring broke")]
    #[internal]
    #[status(500)]
    Broken,
}

fn main() {}
