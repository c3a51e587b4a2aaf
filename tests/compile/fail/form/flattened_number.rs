//! Text in place of a field's own fields stays text, as serde gathers them first.
use trifold::{model, service};

#[model]
pub struct Time {
    hour: u8,
}

#[model]
pub struct Alarm {
    tune: String,
    #[serde(flatten)]
    at: Time,
}

#[service]
pub trait Clock {
    #[form]
    async fn wake(&self, alarm: Alarm) -> u64;
}

fn main() {}
