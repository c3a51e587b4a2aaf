//! What a body claims to be.

use super::request_headers::RequestHeaders;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Place};
use http::{HeaderValue, StatusCode, header};

/// The spelling that nearly every client uses. It is compared, and not searched.
const JSON: &[u8] = b"application/json";

/// A content type that Trifold decodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum ContentType {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, from a page.
    Multipart,
    /// `multipart/form-data`, from a client that sends a file: its answers are those of JSON.
    Parts,
    /// A file that is the whole body, whatever it is.
    File,
}

impl ContentType {
    /// Reads the header. UTF-8 is the only charset.
    ///
    /// # Errors
    /// 415 for anything else, a missing or repeated header included.
    pub(in crate::server) fn of(headers: &RequestHeaders<'_>) -> Result<Self, Rejection> {
        let Ok(Some(value)) = headers.content_type.single() else { return Err(unsupported()) };
        match value.as_bytes() {
            JSON => Ok(Self::Json),
            _ => match value.to_str().ok().and_then(Self::parse).ok_or_else(unsupported)? {
                // A form of a page cannot set a header.
                Self::Multipart if headers.fingerprint.is_there() => Ok(Self::Parts),
                kind => Ok(kind),
            },
        }
    }

    /// Reads the header of a call of a method's action.
    ///
    /// # Errors
    /// 415 also for a form that cannot carry the arguments, and for JSON where one of them is a file.
    pub(in crate::server) fn of_action(headers: &RequestHeaders<'_>, method: &MethodSpec) -> Result<Self, Rejection> {
        let kind = match Self::of(headers) {
            // Whoever wrote the form must learn that there are forms.
            Err(_) if method.file().is_none() && method.fits_a_form() => Err(unsupported_but("application/json in UTF-8, or a form")),
            kind => kind,
        }?;
        match method.file() {
            Some(_) if kind.has_parts() => Ok(kind),
            Some(_) => Err(unsupported_but("multipart/form-data: one of the arguments is a file")),
            None if kind == Self::Json || method.fits_a_form() => Ok(kind),
            None => Err(unsupported_but("application/json in UTF-8: no form can carry the arguments")),
        }
    }

    /// Reads the header of a call of a method's route that has a body. A file that is the whole body may be of any type.
    ///
    /// # Errors
    /// 415 also for a form where the method takes none.
    pub(in crate::server) fn of_route(headers: &RequestHeaders<'_>, method: &MethodSpec) -> Result<Self, Rejection> {
        match method.file() {
            Some(file) if file.place == Place::Body => Ok(Self::of(headers).ok().filter(|kind| kind.has_parts()).unwrap_or(Self::File)),
            Some(_) => Self::of_action(headers, method),
            None if method.takes_form => Self::of_action(headers, method),
            None => match Self::of(headers)? {
                Self::Json => Ok(Self::Json),
                _ => Err(unsupported_but("application/json in UTF-8")),
            },
        }
    }

    /// Whether it is one of the two kinds of forms that pages send.
    pub(in crate::server) fn is_form(self) -> bool {
        matches!(self, Self::Form | Self::Multipart)
    }

    /// Lets the body of a form go ahead that is sent to its page, where nothing else is.
    ///
    /// # Errors
    /// 415 for what no page sends by itself.
    pub(in crate::server) fn of_a_page(self) -> Result<Self, Rejection> {
        if self.is_form() { Ok(self) } else { Err(unsupported_but("a form: what a script sends is for the URL of the action")) }
    }

    fn has_parts(self) -> bool {
        matches!(self, Self::Multipart | Self::Parts)
    }

    fn parse(value: &str) -> Option<Self> {
        let mut parts = value.split(';').map(str::trim);
        let essence = parts.next()?.to_ascii_lowercase();
        let is_utf8 = |parameter: &str| match parameter.split_once('=') {
            Some((name, charset)) => !name.eq_ignore_ascii_case("charset") || charset.trim_matches('"').eq_ignore_ascii_case("utf-8"),
            None => parameter.is_empty(),
        };
        match essence.as_str() {
            _ if !parts.all(is_utf8) => None,
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Form),
            "multipart/form-data" => Some(Self::Multipart),
            _ => None,
        }
    }
}

/// Lets a body go ahead that is what it says, and not an encoding of it: whatever its type is, nobody here would decode it.
///
/// # Errors
/// 415 for any `Content-Encoding`, with the encodings that are taken (RFC 9110, section 15.5.16).
pub(in crate::server) fn is_plain(headers: &RequestHeaders<'_>) -> Result<(), Rejection> {
    if headers.content_encoding.is_there() {
        Err(unsupported_but("the body as it is, without a content encoding")
            .header(header::ACCEPT_ENCODING, HeaderValue::from_static("identity")))
    } else {
        Ok(())
    }
}

/// Whether the request comes from an HTML form, whatever its encoding, or from a link: its errors are shown as pages.
pub(in crate::server) fn wants_page(headers: &RequestHeaders<'_>) -> bool {
    let accept = headers.accept.bytes();
    let shows_html = accept != JSON && contains(accept, b"text/html");
    // A script that sends a form and asks for JSON gets what it asks for, and so does a client, which names its fingerprint.
    let is_script = contains(accept, b"json") || headers.fingerprint.is_there();
    headers.mode.bytes() == b"navigate" || shows_html || is_form(headers) && !is_script
}

/// Returns true if a script sends a form, and asks for JSON: it shows the page that it has.
pub(in crate::server) fn shows_form_itself(headers: &RequestHeaders<'_>) -> bool {
    is_form(headers) && !wants_page(headers)
}

/// One of the encodings of HTML forms (`enctype`), decoded here or not.
fn is_form(headers: &RequestHeaders<'_>) -> bool {
    let content_type = headers.content_type.bytes();
    if content_type == JSON {
        return false;
    }
    let essence = content_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    [b"application/x-www-form-urlencoded".as_slice(), b"multipart/form-data"].iter().any(|form| essence.eq_ignore_ascii_case(form))
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

fn unsupported() -> Rejection {
    unsupported_but("application/json in UTF-8")
}

fn unsupported_but(supported: &str) -> Rejection {
    Rejection::status(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail(format!("send {supported}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn of(value: &'static str) -> Option<ContentType> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(value))]);
        ContentType::of(&RequestHeaders::of(&headers)).ok()
    }

    #[test]
    fn only_what_is_decoded_is_accepted() {
        assert_eq!(of("application/json"), Some(ContentType::Json));
        assert_eq!(of("Application/JSON; charset=UTF-8"), Some(ContentType::Json));
        assert_eq!(of("application/json; charset=\"utf-8\""), Some(ContentType::Json));
        assert_eq!(of("application/x-www-form-urlencoded"), Some(ContentType::Form));
        assert_eq!(of("multipart/form-data; boundary=x"), Some(ContentType::Multipart));
        for refused in ["application/json; charset=latin1", "text/plain", "application/jsonx", "", "multipart/mixed; boundary=x"] {
            assert_eq!(of(refused), None, "{refused}");
        }
    }

    #[test]
    fn two_content_types_are_none() {
        let json = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, json.clone()), (header::CONTENT_TYPE, json)]);
        let mut twice = headers.clone();
        twice.append(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        assert!(ContentType::of(&RequestHeaders::of(&twice)).is_err());
    }
}
