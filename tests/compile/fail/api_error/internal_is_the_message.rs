//! A message is not that of what is internal.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error(transparent)]
    #[status(500)]
    Broken(#[internal] std::fmt::Error),
}

fn main() {}
