//! A field stands beside the members of the problem document.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate {
        title: String,
    },
}

fn main() {}
