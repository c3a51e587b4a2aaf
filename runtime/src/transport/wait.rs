//! Time that a client waits before it connects again.

use std::time::Duration;

/// The first wait, and the longest.
const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(10);

/// Wait after so many attempts that came to nothing: twice as long each time, give or take a fifth by chance, so that the
/// callers of a server that comes back do not all come at once. Not less than the server asked for.
pub(super) fn before(attempts: u32, chance: u8, asked: Option<Duration>) -> Duration {
    let wait = FIRST.saturating_mul(1 << attempts.min(16)).min(LONGEST);
    let share = u32::from(chance) * 400 / 255 + 800;
    (wait * share / 1000).max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_one_before_give_or_take_a_fifth() {
        let waits = |chance| [0, 1, 2, 5, 6, 60, u32::MAX].map(|attempts| before(attempts, chance, None).as_millis());
        assert_eq!(waits(0), [200, 400, 800, 6400, 8000, 8000, 8000]);
        assert_eq!(waits(255), [300, 600, 1200, 9600, 12_000, 12_000, 12_000]);
    }

    #[test]
    fn a_server_may_ask_for_more() {
        assert_eq!(before(0, 0, Some(Duration::from_secs(3))), Duration::from_secs(3));
        assert_eq!(before(0, 0, Some(Duration::ZERO)), Duration::from_millis(200));
    }
}
