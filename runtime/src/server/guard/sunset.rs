//! The life of a route: since when it is deprecated, and when it goes.
//!
//! In: the dates of a route, and the time of day. Out: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and their `Link` on each answer, and
//! 410 once the route has gone. Must not ask the system for the time but through its clock.

use crate::error::problem_type;
use crate::server::header::date::http_date;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, RouteSpec};
use http::{HeaderName, HeaderValue, StatusCode, header};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// The clock, and where callers read about what goes.
#[derive(Clone)]
pub(in crate::server) struct SunsetPolicy {
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    policy: Option<String>,
}

impl SunsetPolicy {
    /// Sets the page to which answers link.
    pub(in crate::server) fn set_policy(&mut self, url: String) {
        self.policy = Some(url);
    }

    /// Sets the clock by which routes go.
    pub(in crate::server) fn set_clock(&mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) {
        self.clock = Arc::new(clock);
    }

    /// Lets a call of the method's route go ahead until the beginning of its `sunset`, in UTC.
    pub(in crate::server) fn admit(&self, method: &MethodSpec) -> Result<(), Rejection> {
        let Some((date, end)) = method.route.and_then(|route| route.sunset).and_then(|date| Some((date, midnight(date)?))) else {
            return Ok(());
        };
        if (self.clock)() < end {
            Ok(())
        } else {
            Err(Rejection::of(StatusCode::GONE, problem_type::SUNSET, "Gone").detail(format!("this route is gone since {date}")))
        }
    }

    /// What each answer of the method's route says; nothing for one that stays.
    pub(in crate::server) fn headers(&self, method: &MethodSpec) -> Vec<(HeaderName, HeaderValue)> {
        let Some(RouteSpec { deprecated, sunset, .. }) = method.route else { return Vec::new() };
        if deprecated.is_none() && sunset.is_none() {
            return Vec::new();
        }
        let since = deprecated.and_then(midnight).and_then(|since| since.duration_since(UNIX_EPOCH).ok());
        let since = since.and_then(|since| HeaderValue::try_from(format!("@{}", since.as_secs())).ok());
        let dates = [(DEPRECATION, since), (SUNSET, sunset.and_then(midnight).and_then(http_date))];
        let dates: Vec<_> = dates.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let links: Vec<_> = self.policy.iter().flat_map(|url| dates.iter().filter_map(move |(name, _)| link(url, name))).collect();
        dates.into_iter().chain(links).collect()
    }
}

fn link(url: &str, relation: &HeaderName) -> Option<(HeaderName, HeaderValue)> {
    Some((header::LINK, HeaderValue::try_from(format!("<{url}>; rel=\"{relation}\"; type=\"text/html\"")).ok()?))
}

/// The first moment of a date such as `2027-01-31`, in UTC; `None` for one before 1970 or no date.
fn midnight(date: &str) -> Option<SystemTime> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Years that begin in March, so that the day of a leap year is the last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.checked_sub(1)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(days.checked_sub(DAYS_BEFORE_1970)? * 86_400))
}

/// From the first of March of the year 0 to the first of January 1970.
const DAYS_BEFORE_1970: u64 = 719_468;

impl Default for SunsetPolicy {
    fn default() -> Self {
        Self { clock: Arc::new(SystemTime::now), policy: None }
    }
}

impl fmt::Debug for SunsetPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SunsetPolicy").field("policy", &self.policy).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_begins_at_midnight_in_utc() {
        let seconds = |date| midnight(date).and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map(|since| since.as_secs());
        let table = [("1970-01-01", 0), ("2000-02-29", 951_782_400), ("2000-03-01", 951_868_800), ("2027-01-01", 1_798_761_600)];
        for (date, expected) in table {
            assert_eq!(seconds(date), Some(expected), "{date}");
        }
        assert_eq!((seconds("1969-12-31"), seconds("soon"), seconds("2027-01")), (None, None, None));
    }
}
