//! Reads in the flight of a write: a write's request asks for them, and its answer brings them, in one round trip.
//!
//! In: a request, and reads as id, strict fingerprint and JSON array. Out: the request with a header; of its answer, the write's own and one for each read.

use super::{FINGERPRINT_HEADER, Request, Response};
use crate::json::{self, Fault, Reader, Record, Slot};
use crate::wire::Wire;
use std::fmt::Write as _;

/// The header with the reads that a write is to bring back, as a JSON array in ASCII; of an answer, their number.
pub const REFRESH_HEADER: &str = "trifold-refresh";
/// The most reads in a flight.
pub const MAX_READS: usize = 8;
/// The most bytes of the header.
const MAX_HEADER: usize = 4096;

/// A read in a flight.
#[derive(Debug, Clone, Copy)]
pub struct FlightRead<'a> {
    /// The id of its action.
    pub id: &'a str,
    /// The strict fingerprint of its method.
    pub strict: &'a str,
    /// Its arguments, as a JSON array.
    pub arguments: &'a str,
}

impl Request {
    #[doc(hidden)]
    /// Asks for reads, as many as fit. Returns their number: those that come first.
    pub fn carry(&mut self, reads: &[FlightRead<'_>]) -> usize {
        let (mut header, mut count) = (String::new(), 0);
        for FlightRead { id, strict, arguments } in reads.iter().take(MAX_READS) {
            let start = header.len();
            header.push(if count == 0 { '[' } else { ',' });
            let _ = write!(header, "[\"{id}\",\"{strict}\",");
            ascii(arguments, &mut header);
            header.push(']');
            if header.len() >= MAX_HEADER {
                header.truncate(start);
                break;
            }
            count += 1;
        }
        if count > 0 {
            self.headers.push((REFRESH_HEADER.into(), header + "]"));
        }
        count
    }
}

impl Response {
    #[doc(hidden)]
    /// Takes the answers of the reads out of an answer that has some; `None` where one did not come in time.
    pub fn land(&mut self) -> Vec<Option<Self>> {
        if self.header(REFRESH_HEADER).is_none() {
            return Vec::new();
        }
        let Some((value, reads)) = json::text(&self.body).ok().and_then(|text| json::read_by(text, split).ok()) else { return Vec::new() };
        self.body = value.into_bytes();
        reads
    }
}

/// JSON of what a header may hold (RFC 9110, section 5.5): other characters stand in texts alone, where `\u` can say them.
fn ascii(json: &str, written: &mut String) {
    for character in json.chars() {
        if matches!(character, ' '..='~') {
            written.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(written, "\\u{unit:04x}");
            }
        }
    }
}

/// `{"value": .., "refresh": [..]}`.
fn split(reader: &mut Reader<'_>) -> Result<(String, Vec<Option<Response>>), Fault> {
    let mut value = Slot::by(|reader| reader.raw().map(str::to_owned));
    let mut reads = Slot::by(|reader| {
        let mut reads = Vec::new();
        reader.list(&mut |reader| {
            reads.push(read(reader)?);
            Ok(())
        })?;
        Ok(reads)
    });
    reader.record(const { &Record::new(&["value", "refresh"]) }, &mut [&mut value, &mut reads])?;
    Ok((value.take()?, reads.take()?))
}

/// `{"status": 200, "value": ..}`, or with a `problem`; perhaps with the `strict` fingerprint of a server that was built from another version.
fn read(reader: &mut Reader<'_>) -> Result<Option<Response>, Fault> {
    let raw = |reader: &mut Reader<'_>| reader.raw().map(|text| Some(text.to_owned()));
    let (mut status, mut value, mut problem) = (Slot::new(u16::read), Slot::defaulted(raw), Slot::defaulted(raw));
    let mut strict = Slot::defaulted(<Option<String> as Wire>::read);
    let names = const { &Record::new(&["status", "value", "problem", "strict"]) };
    reader.record(names, &mut [&mut status, &mut value, &mut problem, &mut strict])?;
    let status = status.take()?;
    let (kind, body) = match (value.or_default(), problem.or_default()) {
        (Some(value), _) => ("application/json", value),
        (None, Some(problem)) => ("application/problem+json", problem),
        (None, None) => return Ok(None),
    };
    let mut headers = vec![("content-type".to_owned(), kind.to_owned())];
    headers.extend(strict.or_default().map(|strict| (FINGERPRINT_HEADER.to_owned(), strict)));
    Ok(Some(Response { status, headers, body: body.into_bytes() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{MethodSpec, ServiceSpec, Verb};
    use crate::wire::Shape;

    static SERVICE: ServiceSpec = ServiceSpec::named("Anything");
    static METHOD: MethodSpec = SERVICE.method("call", "").fails(Shape::unit());

    fn request() -> Request {
        Request { method: &METHOD, verb: Verb::Post, target: "/".to_owned(), headers: Vec::new(), body: None, timeout: None }
    }

    #[test]
    fn reads_are_asked_for_in_ascii() {
        let mut asking = request();
        let read = |arguments| FlightRead { id: "a", strict: "b", arguments };
        assert_eq!(asking.carry(&[read("[\"größe 🥛\u{7f}\"]"), read("[]")]), 2);
        let expected = r#"[["a","b",["gr\u00f6\u00dfe \ud83e\udd5b\u007f"]],["a","b",[]]]"#;
        assert_eq!(asking.headers, [(REFRESH_HEADER.into(), expected.to_owned())]);
        let mut nothing = request();
        assert_eq!(nothing.carry(&[]), 0);
        assert!(nothing.headers.is_empty());
    }

    #[test]
    fn a_header_stays_short() {
        let long = format!("[\"{}\"]", "x".repeat(1500));
        let read = FlightRead { id: "a", strict: "b", arguments: &long };
        let mut asking = request();
        assert_eq!(asking.carry(&[read; 3]), 2);
        assert!(asking.headers[0].1.len() <= MAX_HEADER && asking.headers[0].1.ends_with("]]]"));
        let short = FlightRead { id: "a", strict: "b", arguments: "[]" };
        assert_eq!(request().carry(&[short; 9]), MAX_READS);
    }

    fn landed(body: &str) -> (String, Vec<Option<(u16, String)>>) {
        let headers = vec![(REFRESH_HEADER.to_owned(), "1".to_owned())];
        let mut response = Response { status: 200, headers, body: body.as_bytes().to_vec() };
        let reads = response.land();
        let text = |response: Response| (response.status, String::from_utf8(response.body).unwrap());
        (String::from_utf8(response.body).unwrap(), reads.into_iter().map(|read| read.map(text)).collect())
    }

    #[test]
    fn an_answer_brings_reads() {
        let body = r#"{"value":{"id":8},"refresh":[{"status":200,"value":[1, 2]},{"status":403,"problem":{"title":"no"}},{"status":0}]}"#;
        let reads = vec![Some((200, "[1, 2]".to_owned())), Some((403, r#"{"title":"no"}"#.to_owned())), None];
        assert_eq!(landed(body), (r#"{"id":8}"#.to_owned(), reads));
        for other in ["7", "", r#"{"value":7}"#, r#"{"value":7,"refresh":[7]}"#] {
            assert_eq!(landed(other), (other.to_owned(), Vec::new()), "it is not read, and the write's own cannot be either");
        }
    }

    #[test]
    fn an_answer_without_reads_is_the_writes_own() {
        let mut response = Response { status: 200, headers: Vec::new(), body: br#"{"value":7,"refresh":[]}"#.to_vec() };
        assert!(response.land().is_empty());
        assert_eq!(response.body, br#"{"value":7,"refresh":[]}"#);
    }
}
