//! Which part of a download a request asks for (RFC 9110, section 14).

use crate::condition::ETag;
use crate::server::header::date::whole_seconds;
use crate::server::header::field::Field;
use http::{HeaderMap, HeaderValue, header};
use std::ops::Range;
use std::time::SystemTime;

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) enum Part {
    Whole,
    /// These bytes, the end not included.
    Bytes(Range<u64>),
    /// None of the bytes that were asked for are there.
    Nothing,
}

/// Reads `Range` and `If-Range`. Of several ranges, as of one that is malformed, the whole is the answer, which the standard allows.
pub(in crate::server) fn part(headers: &HeaderMap, length: u64, tag: Option<&ETag>, modified: Option<SystemTime>) -> Part {
    let Ok(Some(range)) = Field::of(headers, header::RANGE).single() else { return Part::Whole };
    if headers.get(header::IF_RANGE).is_some_and(|condition| !is_same(condition, tag, modified)) {
        return Part::Whole;
    }
    range.to_str().ok().and_then(|range| single(range, length)).unwrap_or(Part::Whole)
}

/// Whether the caller's part is of the bytes as they are now: a strong tag, or the very date (RFC 9110, section 13.1.5).
fn is_same(condition: &HeaderValue, tag: Option<&ETag>, modified: Option<SystemTime>) -> bool {
    let Ok(text) = condition.to_str() else { return false };
    match ETag::parse(text) {
        Some(known) => tag.is_some_and(|tag| tag.is_strongly(&known)),
        None => modified.and_then(whole_seconds).is_some_and(|at| httpdate::parse_http_date(text).is_ok_and(|date| date == at)),
    }
}

/// `bytes=0-499`, `bytes=500-`, `bytes=-500`.
fn single(range: &str, length: u64) -> Option<Part> {
    let (unit, set) = range.split_once('=')?;
    if !unit.eq_ignore_ascii_case("bytes") || set.contains(',') {
        return None;
    }
    let (first, last) = set.trim().split_once('-')?;
    let (start, end) = match (first, last) {
        ("", suffix) => (length.saturating_sub(number(suffix)?), length),
        (first, "") => (number(first)?, length),
        (first, last) => (number(first)?, number(last)?.saturating_add(1)),
    };
    // A last byte before the first one is a fault; a first one after the end is a wish that cannot be met.
    if !last.is_empty() && !first.is_empty() && start >= end {
        return None;
    }
    Some(if start < length { Part::Bytes(start..end.min(length)) } else { Part::Nothing })
}

/// Digits only; more than fit are as many as there could be.
fn number(digits: &str) -> Option<u64> {
    let are_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn ranges_of_a_thousand_bytes() {
        let cases = [
            ("bytes=0-499", Part::Bytes(0..500)),
            ("bytes=999-", Part::Bytes(999..1000)),
            ("bytes=500-5000", Part::Bytes(500..1000)),
            ("bytes=-1", Part::Bytes(999..1000)),
            ("bytes=-5000", Part::Bytes(0..1000)),
            ("Bytes=0-0", Part::Bytes(0..1)),
            ("bytes=0-99999999999999999999999", Part::Bytes(0..1000)),
            ("bytes=1000-", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=99999999999999999999999-", Part::Nothing),
            ("bytes=500-499", Part::Whole),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("items=0-5", Part::Whole),
            ("0-5", Part::Whole),
        ];
        for (range, expected) in cases {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(range))]);
            assert_eq!(part(&headers, 1000, None, None), expected, "{range}");
        }
        let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static("bytes=0-"))]);
        assert_eq!(part(&headers, 0, None, None), Part::Nothing, "nothing of nothing");
    }

    #[test]
    fn a_part_of_another_version_is_not_sent() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let cases = [
            ("\"a\"", true),
            ("\"b\"", false),
            ("W/\"a\"", false),
            ("Sun, 06 Nov 1994 08:49:37 GMT", true),
            ("Sun, 06 Nov 1994 08:49:38 GMT", false),
            ("nonsense", false),
        ];
        for (condition, is_part) in cases {
            let headers = HeaderMap::from_iter([
                (header::RANGE, HeaderValue::from_static("bytes=0-4")),
                (header::IF_RANGE, HeaderValue::from_static(condition)),
            ]);
            let expected = if is_part { Part::Bytes(0..5) } else { Part::Whole };
            assert_eq!(part(&headers, 1000, Some(&ETag::strong("a")), Some(at)), expected, "{condition}");
        }
    }
}
