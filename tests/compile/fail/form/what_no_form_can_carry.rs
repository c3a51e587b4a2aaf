//! Text within an enum that serde looks at later stays text.
use trifold::{model, service};

#[model]
#[serde(tag = "kind")]
pub enum Alarm {
    At { hour: u8 },
}

#[service]
pub trait Clock {
    #[form]
    async fn wake(&self, alarm: Alarm, tune: u8) -> u64;
}

fn main() {}
