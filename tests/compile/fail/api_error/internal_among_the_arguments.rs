//! What is internal is not handed to the message.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("the spring broke: {}", .why.len())]
    #[status(500)]
    Broken {
        #[internal]
        why: String,
    },
}

fn main() {}
