//! An error brings by itself what `#[model]` brings.
#[trifold::model]
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("the clock stopped")]
    #[status(500)]
    Stopped,
}

fn main() {}
