//! What is internal is not in the message.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("the spring broke: {0}")]
    #[status(500)]
    Broken(#[internal] String),
}

fn main() {}
