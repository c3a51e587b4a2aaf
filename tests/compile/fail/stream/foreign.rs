//! Values of a stream must travel.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

pub struct Tick;

#[trifold::service]
pub trait Clock {
    #[get("/ticks")]
    async fn ticks(&self) -> Result<EventStream<Tick, ClockError>, ClockError>;
}

fn main() {}
