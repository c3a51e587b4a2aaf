//! Time that a client waits before it sends a request again, or connects again.

use super::{Platform, Response};
use std::time::Duration;

/// The first wait, and the longest, in milliseconds.
const FIRST: u32 = 250;
const LONGEST: u32 = 10_000;

/// Wait after so many attempts that came to nothing: twice as long each time, give or take a fifth by chance, so that the
/// callers of a server that comes back do not all come at once. It is on top of what the server asked for, in seconds.
pub(super) fn before(attempts: u32, platform: Option<&dyn Platform>, asked: Option<u32>) -> Duration {
    // The lowest bits of what is random are random too.
    let chance = platform.and_then(Platform::random).map_or(128, |bits| bits as u8);
    wait(attempts, chance, asked)
}

fn wait(attempts: u32, chance: u8, asked: Option<u32>) -> Duration {
    let wait = (FIRST << attempts.min(16)).min(LONGEST);
    let share = u32::from(chance) * 400 / 255 + 800;
    Duration::from_secs(asked.unwrap_or_default().into()).saturating_add(Duration::from_millis((wait * share / 1000).into()))
}

/// The seconds for which an answer asks its caller to stay away: `Retry-After` (RFC 9110, section 10.2.3). A date is not read: the clocks of
/// two machines differ.
pub(super) fn asked(response: &Response) -> Option<u32> {
    response.header("retry-after")?.parse::<u64>().ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_one_before_give_or_take_a_fifth() {
        let waits = |chance| [0, 1, 2, 5, 6, 60, u32::MAX].map(|attempts| wait(attempts, chance, None).as_millis());
        assert_eq!(waits(0), [200, 400, 800, 6400, 8000, 8000, 8000]);
        assert_eq!(waits(255), [300, 600, 1200, 9600, 12_000, 12_000, 12_000]);
        assert_eq!(before(0, None, None), Duration::from_millis(250));
    }

    #[test]
    fn a_server_may_ask_for_more() {
        assert_eq!(wait(0, 0, Some(3)), Duration::from_millis(3200));
        assert_eq!(wait(0, 0, Some(0)), Duration::from_millis(200));
        assert_eq!(wait(9, 255, Some(u32::MAX)), Duration::from_millis(4_294_967_307_000));
    }

    #[test]
    fn seconds_are_asked_for() {
        for (value, seconds) in [("2", Some(2)), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None), ("", None)] {
            let headers = vec![("retry-after".to_owned(), value.to_owned())];
            assert_eq!(asked(&Response { status: 503, headers, body: Vec::new() }), seconds, "{value:?}");
        }
    }
}
