//! `ApiError` writes the `Debug` of an error with secrets.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum LoginError {
    #[error("wrong")]
    #[status(401)]
    Wrong {
        #[sensitive]
        password: String,
    },
}

fn main() {}
