//! What an error holds travels with it.
#[derive(Debug)]
pub struct Hands;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("the hands are stuck")]
    #[status(409)]
    Stuck { hands: Hands },
}

fn main() {}
