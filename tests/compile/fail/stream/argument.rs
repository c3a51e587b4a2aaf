//! Callers send values, and not streams.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

#[trifold::service]
pub trait Clock {
    async fn set(&self, ticks: EventStream<u64, ClockError>) -> u64;
}

fn main() {}
