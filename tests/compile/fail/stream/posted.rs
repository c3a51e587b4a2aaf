//! A stream is read with GET.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

#[trifold::service]
pub trait Clock {
    #[post("/ticks")]
    async fn ticks(&self, from: u64) -> Result<EventStream<u64, ClockError>, ClockError>;
}

fn main() {}
