//! No cache keeps a stream.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

#[trifold::service]
pub trait Clock {
    #[cache(max_age = "60s")]
    #[get("/ticks")]
    async fn ticks(&self) -> Result<EventStream<u64, ClockError>, ClockError>;
}

fn main() {}
