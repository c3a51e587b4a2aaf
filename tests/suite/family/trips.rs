//! Values on their way there and back.

use super::dice::Dice;
use super::echo::Seen;
use super::sample::Sample;
use super::way::{Exchange, Way};
use std::fmt::Debug;

/// A value as it left, as the method saw it, and as it came back. As text: `Debug` tells `-0.0` from `0.0`, and each double from the next.
#[derive(Debug)]
pub(super) struct Trip {
    pub(super) sent: String,
    pub(super) exchange: Exchange,
    seen: Option<String>,
    got: Result<String, String>,
}

impl Trip {
    /// Whether the client refused the value, and sent nothing.
    fn is_refused(&self) -> bool {
        self.exchange.status == 0 && self.seen.is_none() && self.got.is_err()
    }

    /// What went wrong, if something did.
    fn fault(&self) -> Option<String> {
        let Self { sent, exchange, seen, got } = self;
        let is_sound = seen.as_ref() == Some(sent) && got.as_ref() == Ok(sent);
        (!is_sound).then(|| format!("sent {sent}, arrived as {seen:?}, came back as {got:?} by {exchange:?}"))
    }
}

/// Calls the method with each value.
pub(super) async fn trips<T: Sample + Clone + Debug, E: Debug>(way: &Way, seen: &Seen, call: impl AsyncFn(T) -> Result<T, E>) -> Vec<Trip> {
    let mut trips = Vec::new();
    for value in T::samples(&mut Dice::new()) {
        let sent = format!("{value:?}");
        let got = call(value).await.map(|value| format!("{value:?}")).map_err(|error| format!("{error:?}"));
        trips.push(Trip { sent, exchange: way.take(), seen: seen.take(), got });
    }
    trips
}

/// The faults of a lane. A path, a header and a parameter of a query cannot say everything: the client may refuse a value, if not each.
pub(super) fn faults(lane: &str, trips: &[Trip]) -> Vec<String> {
    let may_refuse = matches!(lane, "path" | "header" | "query") && !trips.iter().all(Trip::is_refused);
    trips.iter().filter(|trip| !(may_refuse && trip.is_refused())).filter_map(Trip::fault).collect()
}
