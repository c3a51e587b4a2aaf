//! What one call is given on its way: a key, headers.
//!
//! In: what a caller says. Out: headers of the request, or in words why it cannot be sent. A value is not repeated: it may be secret.

use super::{Request, key as keys};
use crate::spec::{Idempotency, MethodSpec, Place};

/// Headers that the protocol, the connection or the browser sets: a call with others would not be the call that it says it is.
const OWN: [&str; 15] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

/// The same by how their names begin.
const OWN_PREFIXES: [&str; 2] = ["sec-", "trifold-"];

/// Sends a call under this key.
pub(super) fn key(request: &mut Request, key: &str) -> Result<(), String> {
    if !Idempotency::is_key(key) {
        return Err("an idempotency key is 1 to 255 visible ASCII characters other than `\"`, `\\`, `,` and `;`".to_owned());
    }
    let (name, value) = keys::header(key);
    request.set(name, value);
    Ok(())
}

/// Sends a call again, so often.
pub(super) fn retries(method: &MethodSpec, times: u8) -> Result<(), String> {
    if times == 0 || method.is_read || method.idempotency.is_offered() {
        return Ok(());
    }
    let name = method.name;
    Err(format!(
        "`{name}` is not sent again, since it may change something; mark it `#[idempotent]` (or `#[read]`), or leave out `.retries(..)`"
    ))
}

/// Sends a header with a call.
pub(super) fn header(method: &MethodSpec, request: &mut Request, mut name: String, value: String) -> Result<(), String> {
    name.make_ascii_lowercase();
    match fault(method, &name, &value) {
        Some(fault) => Err(format!("the header `{}` cannot be sent: {fault}", name.escape_debug())),
        None => {
            request.set(name.into(), value);
            Ok(())
        }
    }
}

fn fault(method: &MethodSpec, name: &str, value: &str) -> Option<&'static str> {
    let is_argument = |place: Place| matches!(place, Place::Header(header) if header.eq_ignore_ascii_case(name));
    if name.is_empty() || !name.bytes().all(is_token) {
        return Some("its name has a character that HTTP does not allow");
    }
    if name == Idempotency::HEADER {
        return Some("write `.key(..)`");
    }
    if OWN.contains(&name) || OWN_PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return Some("it is set by the protocol");
    }
    if method.params.iter().any(|param| is_argument(param.place)) {
        return Some("it is an argument of the method");
    }
    let is_text = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    (!value.bytes().all(is_text)).then_some("its value has a character other than visible ASCII, space and tab")
}

/// RFC 9110, section 5.6.2.
pub(super) const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~')
}
