//! Where a created thing is: `Location` (RFC 9110, section 10.2.2).
//!
//! In: the template of the route to it. A capture that both routes have in their common beginning is the request's own; any other is a
//! member of the result.

use super::route_request::{RouteRequest, value};
use crate::json::Reader;
use crate::server::context::nest_prefix;
use crate::server::decode;
use crate::spec::MethodSpec;
use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// What a path segment carries as it is: RFC 3986's `unreserved`.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of what the method created, if its route names one.
pub(super) fn of(request: RouteRequest<'_>, body: &[u8]) -> Option<HeaderValue> {
    let template = request.method.rest.location?;
    let path = fill(template, request, body);
    if path.is_none() {
        tracing::error!(method = request.method.name, template, "the result has no member for a capture of its location");
    }
    value(&format!("{}{}{}", nest_prefix::prefix(&request.parts.extensions), request.method.service.prefix(request.version), path?))
}

/// The captures of the route to what was created that the request does not have in the same place: members of the result.
pub(in crate::server) fn members(method: &MethodSpec) -> impl Iterator<Item = &'static str> {
    let (template, own) = (method.rest.location.unwrap_or_default(), method.route.map_or("", |route| route.template));
    template.split('/').skip(shared_segments(template, own)).filter_map(capture)
}

/// Number of segments that two templates have in common at their beginning.
fn shared_segments(one: &str, two: &str) -> usize {
    one.split('/').zip(two.split('/')).take_while(|(one, two)| one == two).count()
}

/// The name of a segment that is a capture.
fn capture(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

fn fill(template: &str, request: RouteRequest<'_>, body: &[u8]) -> Option<String> {
    let members = decode::members(body).ok()?;
    let own = request.method.route?.template;
    let shared = shared_segments(template, own);
    let fill = |(place, segment): (usize, &str)| match capture(segment) {
        None => Some(segment.to_owned()),
        Some(name) if place < shared => request.captures.get(name).map(encode),
        Some(name) => members.get(name).and_then(|member| text(member.clone())).map(|text| encode(&text)),
    };
    template.split('/').enumerate().map(fill).collect::<Option<Vec<_>>>().map(|segments| segments.join("/"))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// A string or a number as a segment; nothing else is one.
fn text(mut member: Reader<'_>) -> Option<String> {
    match member.peek() {
        b'"' => member.string().ok().filter(|text| !matches!(&**text, "" | "." | "..")).map(Cow::into_owned),
        b'-' | b'0'..=b'9' => member.number().ok().map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_one_segment() {
        let text = |json: &str| text(Reader::new(json)).as_deref().map(encode);
        assert_eq!(text("7").as_deref(), Some("7"));
        assert_eq!(text("\"a/b c\"").as_deref(), Some("a%2Fb%20c"));
        for none in ["null", "{}", "[1]", "true", "\"\"", "\"..\""] {
            assert_eq!(text(none), None, "{none}");
        }
    }
}
