//! Reads in the flight of a write: a write's request asks for them, and its answer brings them, in one round trip.
//!
//! In: a request, and reads as id, strict fingerprint and JSON array. Out: the request with a header; of its answer, the write's own and one for each read.

use super::key::hex;
use super::{FINGERPRINT_HEADER, Request, Response};
use crate::json::{self, Fault, Reader};
use crate::wire::Wire;

/// The header with the reads that a write is to bring back, as a JSON array in ASCII; of an answer, their number.
pub const REFRESH_HEADER: &str = "trifold-refresh";
/// The most reads in a flight.
pub const MAX_READS: usize = 8;
/// The value of an answer whose reads cannot be told from it: no JSON.
const MALFORMED: &str = "malformed reads";
/// The most bytes of the header.
const MAX_HEADER: usize = 4096;

/// The reads that a write asks for, in the words of the header.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Flight {
    header: String,
    count: usize,
}

impl Flight {
    /// Adds a read: the id of its action, the strict fingerprint of its method, its arguments as a JSON array. Returns false where there is no place for it.
    pub fn add(&mut self, id: &str, strict: &str, arguments: &str) -> bool {
        let start = self.header.len();
        for part in [if start == 0 { "[[\"" } else { ",[\"" }, id, "\",\"", strict, "\","] {
            self.header.push_str(part);
        }
        ascii(arguments, &mut self.header);
        self.header.push(']');
        let fits = self.header.len() < MAX_HEADER && self.count < MAX_READS;
        if fits {
            self.count += 1;
        } else {
            self.header.truncate(start);
        }
        fits
    }

    /// Has a request ask for the reads, if there are any. Returns false where it cannot: its body is no JSON array.
    pub fn join(mut self, request: &mut Request) -> bool {
        let is_array = request.body.as_ref().is_some_and(|body| body.starts_with(b"["));
        if is_array && self.count > 0 {
            self.header.push(']');
            request.headers.push((REFRESH_HEADER.into(), self.header));
        }
        is_array
    }
}

impl Response {
    #[doc(hidden)]
    /// Takes the answers of the reads out of an answer that has some; `None` where one did not come in time.
    pub fn land(&mut self) -> Vec<Option<Self>> {
        if self.header(REFRESH_HEADER).is_none() {
            return Vec::new();
        }
        let landed = json::text(&self.body).ok().and_then(|text| json::read_by(text, split).ok());
        // What is around the value is none: a type that takes any object would be read from it.
        let (value, reads) = landed.unwrap_or_else(|| (MALFORMED.to_owned(), Vec::new()));
        self.body = value.into_bytes();
        reads
    }
}

/// JSON of what a header may hold (RFC 9110, section 5.5): other characters stand in texts alone, where `\u` can say them.
fn ascii(json: &str, written: &mut String) {
    for unit in json.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte @ b' '..=b'~') => written.push(byte.into()),
            _ => {
                written.push_str("\\u");
                unit.to_be_bytes().into_iter().for_each(|byte| hex(byte, written));
            }
        }
    }
}

/// `{"value": .., "refresh": [..]}`.
fn split(reader: &mut Reader<'_>) -> Result<(String, Vec<Option<Response>>), Fault> {
    let (mut value, mut reads) = (None, None);
    reader.text_members(&[], &mut [], &mut |reader, name| {
        match name {
            "value" => value = Some(reader.raw()?.to_owned()),
            "refresh" => reads = Some(all(reader)?),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    value.zip(reads).ok_or_else(|| Fault::missing("refresh"))
}

fn all(reader: &mut Reader<'_>) -> Result<Vec<Option<Response>>, Fault> {
    let mut reads = Vec::new();
    reader.list(&mut |reader| {
        reads.push(read(reader)?);
        Ok(())
    })?;
    Ok(reads)
}

/// `{"status": 200, "value": ..}`, or with a `problem`; perhaps with the `strict` fingerprint of a server that was built from another version.
fn read(reader: &mut Reader<'_>) -> Result<Option<Response>, Fault> {
    let (mut status, mut answer, mut strict) = (None, None, [None]);
    reader.text_members(&["strict"], &mut strict, &mut |reader, name| {
        match name {
            "status" => status = Some(u16::read(reader)?),
            "value" => answer = Some(("application/json", reader.raw()?)),
            "problem" => answer = Some(("application/problem+json", reader.raw()?)),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    let status = status.ok_or_else(|| Fault::missing("status"))?;
    let Some((kind, body)) = answer else { return Ok(None) };
    let mut headers = vec![("content-type".to_owned(), kind.to_owned())];
    let [strict] = strict;
    headers.extend(strict.map(|strict| (FINGERPRINT_HEADER.to_owned(), strict)));
    Ok(Some(Response { status, headers, body: body.as_bytes().to_vec() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{MethodSpec, ServiceSpec, Verb};
    use crate::wire::Shape;

    static SERVICE: ServiceSpec = ServiceSpec::named("Anything");
    static METHOD: MethodSpec = SERVICE.method("call", "").fails(Shape::unit());

    fn request() -> Request {
        Request {
            method: &METHOD,
            verb: Verb::Post,
            target: "/".to_owned(),
            headers: Vec::new(),
            body: Some(b"[]".to_vec()),
            timeout: None,
        }
    }

    /// The header of a request that asks for reads of these arguments, as many as fit, and their number.
    fn carried(reads: &[&str]) -> (Option<String>, usize) {
        let (mut flight, mut request) = (Flight::default(), request());
        let count = reads.iter().take_while(|arguments| flight.add("a", "b", arguments)).count();
        assert!(flight.join(&mut request));
        assert!(request.headers.iter().all(|(name, _)| name == REFRESH_HEADER));
        (request.headers.pop().map(|(_, value)| value), count)
    }

    #[test]
    fn reads_are_asked_for_in_ascii() {
        let expected = r#"[["a","b",["gr\u00f6\u00dfe \ud83e\udd5b\u007f"]],["a","b",[]]]"#;
        assert_eq!(carried(&["[\"größe 🥛\u{7f}\"]", "[]"]), (Some(expected.to_owned()), 2));
        assert_eq!(carried(&[]), (None, 0));
    }

    #[test]
    fn a_form_asks_for_no_reads() {
        let (mut flight, mut form) = (Flight::default(), Request { body: Some(b"--boundary".to_vec()), ..request() });
        assert!(flight.add("a", "b", "[]") && !flight.join(&mut form) && form.headers.is_empty());
    }

    #[test]
    fn a_header_stays_short() {
        let long = format!("[\"{}\"]", "x".repeat(1500));
        let (header, count) = carried(&[long.as_str(); 3]);
        let header = header.unwrap();
        assert!(count == 2 && header.len() <= MAX_HEADER && header.ends_with("]]]"));
        assert_eq!(carried(&["[]"; 9]).1, MAX_READS);
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
        for other in ["7", "", r#"{"value":7}"#, r#"{"value":7,"refresh":[7]}"#, r#"{"value":7,"refresh":[{"value":7}]}"#] {
            assert_eq!(landed(other), (MALFORMED.to_owned(), Vec::new()), "it is not read, and the write's own cannot be either");
        }
    }

    #[test]
    fn an_answer_without_reads_is_the_writes_own() {
        let mut response = Response { status: 200, headers: Vec::new(), body: br#"{"value":7,"refresh":[]}"#.to_vec() };
        assert!(response.land().is_empty());
        assert_eq!(response.body, br#"{"value":7,"refresh":[]}"#);
    }
}
