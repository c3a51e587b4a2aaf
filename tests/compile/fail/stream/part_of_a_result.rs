//! A stream is all of a result.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

#[trifold::service]
pub trait Clock {
    #[get("/ticks")]
    async fn ticks(&self) -> Result<Vec<EventStream<u64, ClockError>>, ClockError>;
}

fn main() {}
