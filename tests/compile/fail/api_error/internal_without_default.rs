//! A client is never sent what is internal, and must put something in its place.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("the clock cannot be read")]
    #[status(500)]
    Unreadable(#[internal] std::io::Error),
}

fn main() {}
