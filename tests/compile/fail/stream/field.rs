//! A stream is no field.
use trifold::EventStream;

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum ClockError {
    #[error("stopped")]
    #[status(409)]
    Stopped,
}

#[trifold::model]
pub struct Ticks {
    from: u64,
    ticks: EventStream<u64, ClockError>,
}

fn main() {}
