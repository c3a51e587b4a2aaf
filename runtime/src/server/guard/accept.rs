//! Whether a caller takes what a route answers with (RFC 9110, section 12.5.1).

use crate::server::header::field::Field;
use crate::server::problem::rejection::Rejection;
use crate::transport::ACCEPT_JSON;
use http::{HeaderMap, StatusCode, header};

/// Lets a call go ahead whose caller takes JSON, or says nothing.
///
/// # Errors
/// 406 if `Accept` leaves JSON out.
pub(in crate::server) fn accepts(accept: Field<'_>, headers: &HeaderMap) -> Result<(), Rejection> {
    // Nearly every client says it in one of these ways.
    let is_fine = |line: &[u8]| line == ACCEPT_JSON.as_bytes() || matches!(line, b"*/*" | b"application/json");
    if !accept.is_there() || is_fine(accept.bytes()) {
        return Ok(());
    }
    let ranges = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    if takes_json(ranges) { Ok(()) } else { Err(Rejection::status(StatusCode::NOT_ACCEPTABLE).detail("the answer is application/json")) }
}

/// The most specific range that fits decides; a weight of 0 is a refusal. An empty header takes anything.
fn takes_json<'a>(ranges: impl Iterator<Item = &'a str>) -> bool {
    let mut is_empty = true;
    let mut best: Option<(u8, bool)> = None;
    for range in ranges.map(str::trim).filter(|range| !range.is_empty()) {
        is_empty = false;
        let (kind, parameters) = range.split_once(';').unwrap_or((range, ""));
        let Some(specific) = fits_json(kind.trim()) else { continue };
        let wanted = !is_zero(parameters);
        best = Some(match best {
            Some((known, before)) if known > specific => (known, before),
            Some((known, before)) if known == specific => (known, before || wanted),
            _ => (specific, wanted),
        });
    }
    is_empty || best.is_some_and(|(_, wanted)| wanted)
}

/// Specificity with which a media range names JSON, if it does.
fn fits_json(kind: &str) -> Option<u8> {
    match kind.to_ascii_lowercase().as_str() {
        "application/json" => Some(2),
        "application/*" => Some(1),
        "*/*" => Some(0),
        _ => None,
    }
}

/// Whether the parameters hold `q=0`, `q=0.0`, ..
fn is_zero(parameters: &str) -> bool {
    let weight = |parameter: &str| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().ok())?
    };
    parameters.split(';').filter_map(weight).any(|weight| weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn accepts(headers: &HeaderMap) -> Result<(), Rejection> {
        super::accepts(Field::of(headers, header::ACCEPT), headers)
    }

    #[test]
    fn what_callers_say() {
        let cases = [
            ("", true),
            ("*/*", true),
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", true),
            ("application/*;q=0.1", true),
            ("text/html", false),
            ("application/xml, text/*", false),
            ("application/json;q=0", false),
            ("application/json;q=0, */*", false),
            ("application/json; q=0.000, application/*", false),
            ("*/*;q=0, application/json", true),
            ("application/problem+json", false),
            ("application/json;q=nonsense", true),
        ];
        for (line, fine) in cases {
            let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(line))]);
            assert_eq!(accepts(&headers).is_ok(), fine, "{line}");
        }
        let two = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("text/html"))]);
        let mut both = two.clone();
        both.append(header::ACCEPT, HeaderValue::from_static("*/*;q=0.1"));
        assert!(accepts(&two).is_err() && accepts(&both).is_ok());
        assert!(accepts(&HeaderMap::new()).is_ok());
    }
}
