//! Dates as headers write them (RFC 9110, section 5.6.7): in whole seconds, of the years 1970 to 9999.

use http::HeaderValue;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The first second of the year 10000.
const END: u64 = 253_402_300_800;

/// The second of a moment; nothing where no header can say it.
pub(in crate::server) fn whole_seconds(at: SystemTime) -> Option<SystemTime> {
    let since = at.duration_since(UNIX_EPOCH).ok()?.as_secs();
    (since < END).then(|| UNIX_EPOCH + Duration::from_secs(since))
}

/// A moment as the value of a header; nothing where no header can say it.
pub(in crate::server) fn http_date(at: SystemTime) -> Option<HeaderValue> {
    HeaderValue::try_from(httpdate::fmt_http_date(whole_seconds(at)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_of_the_years_that_headers_know() {
        let (second, end) = (Duration::from_secs(1), UNIX_EPOCH + Duration::from_secs(END));
        let table = [
            (UNIX_EPOCH - second, None),
            (UNIX_EPOCH - Duration::from_nanos(1), None),
            (UNIX_EPOCH, Some("Thu, 01 Jan 1970 00:00:00 GMT")),
            (UNIX_EPOCH + second / 2, Some("Thu, 01 Jan 1970 00:00:00 GMT")),
            (end - Duration::from_nanos(1), Some("Fri, 31 Dec 9999 23:59:59 GMT")),
            (end, None),
            (end + second, None),
        ];
        for (at, expected) in table {
            assert_eq!(http_date(at), expected.map(HeaderValue::from_static), "{at:?}");
        }
    }
}
