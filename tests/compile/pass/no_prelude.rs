//! The expansion needs nothing from a prelude: its own names are written in full. `#[model]` and `ApiError` stand outside, since what
//! serde and schemars derive is theirs.
pub mod data {
    #[trifold::model]
    pub struct Alarm {
        #[garde(range(max = 23))]
        pub hour: u8,
    }

    #[derive(Debug, thiserror::Error, trifold::ApiError)]
    pub enum Late {
        #[error("too late")]
        #[status(409)]
        TooLate,
    }
}

pub mod bare {
    #![no_implicit_prelude]

    use super::data::{Alarm, Late};
    use ::std::prelude::rust_2024::derive;
    use ::std::result::Result::{self, Ok};
    use ::std::string::String;

    #[::trifold::service(versions = 1..=2)]
    pub trait Clock {
        type Caller;

        /// Rings.
        #[post("/alarms", status = 201, since = 2)]
        async fn wake(&self, #[context] caller: Self::Caller, alarm: Alarm, #[header("x-zone")] zone: String) -> Result<Alarm, Late>;

        #[get("/at/{hour}")]
        async fn at(&self, hour: u8, minute: u8) -> u64;

        async fn now(&self) {}
    }

    #[derive(Clone)]
    pub struct Wall;

    impl Clock for Wall {
        type Caller = ::axum::http::Method;

        async fn wake(&self, _: ::axum::http::Method, alarm: Alarm, _: String) -> Result<Alarm, Late> {
            Ok(alarm)
        }

        async fn at(&self, hour: u8, _: u8) -> u64 {
            ::std::convert::Into::into(hour)
        }
    }
}

#[test]
fn compiles() {
    let router = bare::ClockServer::new(bare::Wall).into_router();
    let _ = bare::ClockClient::new(trifold::server::InProcess::new(router));
}
