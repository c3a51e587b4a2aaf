//! No result borrows, however deep.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate,
}

#[trifold::service]
pub trait Clock {
    async fn zone(&self) -> Result<&'static str, Late>;
}

fn main() {}
