//! No lint has anything to say about the expansion.
#![deny(warnings, missing_docs, unused, missing_debug_implementations, unreachable_pub, rust_2018_idioms)]
#![forbid(unsafe_code)]

/// When to ring.
#[trifold::model]
#[derive(Debug)]
pub struct Alarm {
    /// The hour of the day.
    #[garde(range(max = 23))]
    pub hour: u8,
    /// What to play.
    #[garde(length(chars, min = 1))]
    pub tune: Option<String>,
}

/// Two hours.
#[trifold::model]
#[derive(Debug)]
pub struct Between(pub u8, pub Option<Alarm>);

/// An hour, or anything else.
#[trifold::model]
#[derive(Debug)]
pub struct Any<T>(pub T);

/// Many of them.
#[trifold::model]
#[derive(Debug)]
pub struct Many<T> {
    /// All that there are.
    pub all: Vec<T>,
    /// The first to ring.
    pub first: Option<Alarm>,
}

/// How it rings.
#[trifold::model]
#[derive(Debug)]
pub enum Ring {
    /// Once.
    Once,
    /// At these hours.
    At {
        /// The hours.
        hours: Many<Any<u8>>,
        /// The days, if not all.
        #[serde(default)]
        days: Option<Between>,
    },
}

/// Why it did not ring.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    /// The hour has passed.
    #[error("too late by {by}")]
    #[status(409)]
    TooLate {
        /// How many hours ago.
        by: u8,
    },
    /// What somebody else calls so.
    #[error("not here")]
    #[status(404)]
    #[allow(non_snake_case, reason = "a name that was given")]
    Elsewhere {
        /// The zone.
        inZone: u8,
    },
    /// The spring broke.
    #[error("out of order")]
    #[status(500)]
    Broken(#[internal] String),
}

/// What does not happen.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Impossible {}

/// Tells the time.
#[trifold::service(versions = 1..=2, path = "/clock")]
pub trait Clock {
    /// Who asks.
    type Caller: Send;

    /// Sets an alarm.
    #[post("/alarms", status = 201)]
    async fn wake(&self, #[context] caller: Self::Caller, alarm: Alarm) -> Result<Alarm, Late>;

    /// The time.
    #[get("/now", until = 1)]
    #[deprecated]
    async fn now(&self, zone: Option<u8>) -> u64;

    /// Hidden.
    #[doc(hidden)]
    #[get("/health")]
    #[no_action]
    async fn health(&self);

    /// Does nothing by itself.
    async fn tick(&self, mut turns: u8) -> u8 {
        turns += 1;
        turns
    }

    /// Holds the clock while it waits.
    async fn tock(&self, turns: u8) -> u8 {
        self.tick(turns).await
    }
}

/// Stands beside another, and does nothing.
#[trifold::service]
pub trait Pendulum {}

/// What is seen within a crate alone.
mod works {
    #[trifold::service]
    pub(crate) trait Gears {
        #[get("/gears")]
        async fn turn(&self, teeth: u8) -> Result<u8, super::Late>;
    }

    #[derive(Debug)]
    pub(crate) struct Brass;

    impl Gears for Brass {
        async fn turn(&self, teeth: u8) -> Result<u8, super::Late> {
            Ok(teeth)
        }
    }
}

/// A clock on the wall.
#[derive(Debug)]
pub struct Wall;

impl Clock for Wall {
    type Caller = axum::http::Method;

    async fn wake(&self, _: axum::http::Method, alarm: Alarm) -> Result<Alarm, Late> {
        match alarm.hour {
            0 => Err(Late::TooLate { by: 1 }),
            1 => Err(Late::Broken("rust".to_owned())),
            _ => Ok(alarm),
        }
    }

    async fn now(&self, _: Option<u8>) -> u64 {
        0
    }

    async fn health(&self) {}
}

#[test]
fn compiles() {
    let router = ClockServer::new(Wall).into_router();
    let _ = ClockClient::new(trifold::server::InProcess::new(router));
    let router = works::GearsServer::new(works::Brass).into_router();
    let _ = works::GearsClient::new(trifold::server::InProcess::new(router));
}
