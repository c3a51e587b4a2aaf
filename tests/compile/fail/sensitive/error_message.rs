//! Messages are logged.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum LoginError {
    #[error("`{password}` is wrong")]
    #[status(401)]
    Wrong {
        #[sensitive]
        password: String,
    },
}

fn main() {}
