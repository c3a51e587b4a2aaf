//! A stream creates nothing.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

#[trifold::service]
pub trait Clock {
    #[get("/ticks", status = 203)]
    async fn ticks(&self) -> Result<EventStream<u64, ClockError>, ClockError>;
}

fn main() {}
