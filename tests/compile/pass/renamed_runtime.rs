//! A crate that wraps Trifold hands it on under a name of its own.
pub mod wrapper {
    pub mod fold {
        pub use ::trifold::*;
    }
}

use wrapper::fold::{ApiError, model, service};

#[model(crate = "crate::renamed_runtime::wrapper::fold")]
pub struct Alarm {
    #[garde(range(max = 23))]
    pub hour: u8,
}

#[derive(Debug, thiserror::Error, ApiError)]
#[wire(crate = "crate::renamed_runtime::wrapper::fold")]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate(u8),
}

#[service(crate = "crate::renamed_runtime::wrapper::fold")]
pub trait Clock {
    #[post("/alarms")]
    async fn wake(&self, alarm: Alarm) -> Result<Alarm, Late>;
}

struct Wall;

impl Clock for Wall {
    async fn wake(&self, alarm: Alarm) -> Result<Alarm, Late> {
        Err(Late::TooLate(alarm.hour))
    }
}

#[test]
fn compiles() {
    let _ = ClockServer::new(Wall).into_router();
}
