//! What stands on a trait stays there: visibility, supertraits, bounds, `where` clauses, default bodies, attributes.
mod clocks {
    /// Docs with a `macro!` and "quotes".
    #[trifold::service(name = "wall.clock", base = "/", unversioned)]
    #[must_use = "a clock is to be looked at"]
    pub(crate) trait Clock: std::fmt::Debug + Send + Sync
    where
        Self: Clone,
    {
        /// Who asks.
        type Caller: Clone + From<Self::Key>;
        /// What a caller is made of.
        type Key;

        #[get("/now")]
        #[allow(unused_variables)]
        async fn now(&self, #[context] caller: Self::Caller, mut zone: u8) -> u8;

        async fn twice(&self, mut hour: u8) -> u8 {
            hour *= 2;
            self.half().await + hour
        }

        async fn half(&self) -> u8 {
            12
        }
    }

    #[trifold::service]
    trait Hidden {
        async fn tick(&self);
    }

    #[derive(Debug, Clone)]
    pub(crate) struct Wall;

    impl Hidden for Wall {
        async fn tick(&self) {}
    }

    pub(crate) fn hidden() -> axum::Router {
        HiddenServer::new(Wall).into_router()
    }
}

use clocks::{Clock, ClockServer, ClockSpec, Wall};

impl Clock for Wall {
    type Caller = Caller;
    type Key = u8;

    async fn now(&self, _: Caller, zone: u8) -> u8 {
        zone
    }
}

/// What a trait asks of its implementors, those who are given one may count on.
fn counts_on<C: Clock>(clock: &C, key: C::Key) -> (String, C, C::Caller) {
    let caller = C::Caller::from(key);
    (format!("{clock:?}"), clock.clone(), caller.clone())
}

#[derive(Clone)]
pub(crate) struct Caller;

impl From<u8> for Caller {
    fn from(_: u8) -> Self {
        Self
    }
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Caller {
    type Rejection = axum::http::StatusCode;

    async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

#[test]
fn compiles() {
    let _ = (ClockServer::new(Wall).into_router(), clocks::hidden());
    assert_eq!(ClockSpec::SERVICE.name, "wall.clock");
    assert_eq!(counts_on(&Wall, 7).0, "Wall");
}
