//! The table of routes: from a path and a verb to a method, or to what the answer must say instead.

use crate::error::FieldError;
use crate::server::context::captures::Found;
use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Verb};
use http::{HeaderValue, Method, StatusCode, header};
use matchit::Params;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// The routes of a server, by path template.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct RouteTable {
    paths: matchit::Router<usize>,
    templates: HashMap<String, usize>,
    entries: Vec<Vec<Entry>>,
}

/// A verb of a path.
#[derive(Debug, Clone)]
struct Entry {
    verb: Verb,
    captures: Arc<[String]>,
    target: Target,
}

/// What a route leads to.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) enum Target {
    /// A method: service, place in it, what it promises, and the version in the path.
    Method { service: usize, index: usize, method: &'static MethodSpec, version: Option<u32> },
    /// An OpenAPI document or what stands beside it, by its place in the server's list.
    Document(usize),
}

impl RouteTable {
    /// Adds a verb to a path.
    ///
    /// # Errors
    /// The target that is there already, if the path and the verb are taken.
    pub(in crate::server) fn add(&mut self, verb: Verb, template: &str, target: Target) -> Result<(), Target> {
        let (path, captures) = normalize(template);
        let place = match self.templates.get(&path) {
            Some(place) => *place,
            None => self.add_path(path),
        };
        let entries = &mut self.entries[place];
        if let Some(taken) = entries.iter().find(|entry| entry.verb == verb) {
            return Err(taken.target);
        }
        entries.push(Entry { verb, captures: captures.into(), target });
        Ok(())
    }

    fn add_path(&mut self, path: String) -> usize {
        let place = self.entries.len();
        self.entries.push(Vec::new());
        // Captures are named by their place, so two templates of one shape are one path; matchit has no other reason to refuse one.
        if let Err(error) = self.paths.insert(path.clone(), place) {
            tracing::error!(%path, %error, "a path template cannot be routed");
        }
        self.templates.insert(path, place);
        place
    }

    /// Returns true if there is a verb at this path.
    pub(in crate::server) fn has(&self, path: &str) -> bool {
        self.paths.at(&plain(path)).is_ok()
    }

    /// Returns true if a request with this verb and path has a target.
    pub(in crate::server) fn has_target(&self, method: &Method, path: &str) -> bool {
        self.find(method, path).is_some_and(|found| found.is_ok())
    }

    /// Finds what a request is for; nothing where the path is unknown. HEAD reads as GET.
    ///
    /// # Errors
    /// 405 with `Allow` for another verb, 204 with `Allow` for OPTIONS, 400 for a capture that is no UTF-8.
    pub(in crate::server) fn find(&self, method: &Method, path: &str) -> Option<Result<(Target, Found), Rejection>> {
        let plain = plain(path);
        let found = self.paths.at(&plain).ok()?;
        let entries = &self.entries[*found.value];
        let wanted = if method == Method::HEAD { "GET" } else { method.as_str() };
        let entry = entries.iter().find(|entry| entry.verb.as_str() == wanted);
        Some(match entry {
            Some(entry) => {
                captured(entry, &plain, matches!(plain, Cow::Borrowed(_)), &found.params).map(|captures| (entry.target, captures))
            }
            None => Err(other_verb(method, entries)),
        })
    }
}

/// The values that a path has at the captures of its template: parts of it where it has no escape, which is then as it was sent.
fn captured(entry: &Entry, path: &str, is_plain: bool, params: &Params<'_, '_>) -> Result<Found, Rejection> {
    let (names, values) = (entry.captures.clone(), params.iter().map(|(_, value)| value));
    if (1..=Found::MAX_PARTS).contains(&names.len()) && is_plain {
        let mut parts = [(0, 0); Found::MAX_PARTS];
        for (part, value) in parts.iter_mut().zip(values) {
            let begin = value.as_ptr().addr().wrapping_sub(path.as_ptr().addr());
            *part = (begin, begin.wrapping_add(value.len()));
        }
        return Ok(Found::parts(names, path, parts));
    }
    let texts = names.iter().zip(values).map(|(name, value)| decode(name, value)).collect::<Result<_, _>>()?;
    Ok(Found::texts(names, texts))
}

/// The path with each letter, digit, `-`, `.`, `_` and `~` as itself: escaped it is the same (RFC 3986, section 6.2.2.2).
fn plain(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let mut parts = path.split('%');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match byte.filter(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(byte)) {
            Some(byte) => {
                plain.push(char::from(byte));
                plain.push_str(&part[2..]);
            }
            None => {
                plain.push('%');
                plain.push_str(part);
            }
        }
    }
    Cow::Owned(plain)
}

/// Names captures by their place: `/todos/{id}` becomes `/todos/{0}`.
fn normalize(template: &str) -> (String, Vec<String>) {
    let mut captures = Vec::new();
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        path.push_str(&format!("{before}{{{}}}", captures.len()));
        captures.push(name.to_owned());
        rest = after;
    }
    (path + rest, captures)
}

fn decode(name: &str, value: &str) -> Result<String, Rejection> {
    match percent_decode_str(value).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(Rejection::malformed(
            StatusCode::BAD_REQUEST,
            FieldError {
                pointer: None,
                parameter: Some(name.to_owned()),
                code: "invalid_value".to_owned(),
                message: "is not UTF-8".to_owned(),
            },
        )),
    }
}

/// 405, or the answer to OPTIONS, both with `Allow` (RFC 9110, sections 9.3.7, 10.2.1 and 15.5.6).
fn other_verb(method: &Method, entries: &[Entry]) -> Rejection {
    let mut verbs: Vec<_> = entries.iter().map(|entry| entry.verb.as_str()).collect();
    if verbs.contains(&"GET") {
        verbs.push("HEAD");
    }
    verbs.push("OPTIONS");
    verbs.sort_unstable();
    let allow = HeaderValue::from_str(&verbs.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"));
    let answer = match *method {
        Method::OPTIONS => Rejection::empty(StatusCode::NO_CONTENT),
        _ => Rejection::status(StatusCode::METHOD_NOT_ALLOWED),
    };
    answer.header(header::ALLOW, allow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::context::captures::Captures;

    fn routes() -> RouteTable {
        let mut routes = RouteTable::default();
        let list = [
            (Verb::Get, "/todos"),
            (Verb::Post, "/todos"),
            (Verb::Get, "/todos/{id}"),
            (Verb::Delete, "/todos/{key}"),
            (Verb::Get, "/todos/feed"),
        ];
        for (i, (verb, template)) in list.into_iter().enumerate() {
            routes.add(verb, template, Target::Document(i)).unwrap();
        }
        routes
    }

    fn find(method: Method, path: &str) -> Result<(usize, Captures), Rejection> {
        routes().find(&method, path).unwrap_or_else(|| Err(Rejection::status(StatusCode::NOT_FOUND))).map(|(target, found)| match target {
            Target::Document(place) => (place, found.captures()),
            Target::Method { .. } => unreachable!("the table has documents only"),
        })
    }

    #[test]
    fn a_path_and_a_verb_lead_to_one_target() {
        assert_eq!(find(Method::GET, "/todos").unwrap().0, 0);
        assert_eq!(find(Method::HEAD, "/todos").unwrap().0, 0);
        assert_eq!(find(Method::GET, "/todos/feed").unwrap().0, 4);
        let (place, captures) = find(Method::GET, "/todos/a%2Fb%20c").unwrap();
        assert_eq!((place, captures.get("id")), (2, Some("a/b c")));
        assert_eq!(find(Method::DELETE, "/todos/7").unwrap().1.get("key"), Some("7"));
    }

    #[test]
    fn an_escaped_letter_is_the_letter_and_an_escaped_slash_is_no_slash() {
        for path in ["/%74odos/feed", "/t%6Fdos/f%65ed", "/todos/%66%65%65%64"] {
            assert_eq!(find(Method::GET, path).unwrap().0, 4, "{path}");
        }
        for (path, id) in
            [("/todos/%2e%2E", ".."), ("/todos/%2565", "%65"), ("/todos/%c3%a4%2F", "ä/"), ("/todos/%4", "%4"), ("/todos/%+1", "%+1")]
        {
            assert_eq!(find(Method::GET, path).unwrap().1.get("id"), Some(id), "{path}");
        }
        assert_eq!(find(Method::GET, "/todos%2Ffeed").unwrap_err().into_response().status(), 404);
    }

    #[test]
    fn anything_else_says_what_there_is() {
        let refusal = |method, path| find(method, path).unwrap_err().into_response();
        assert_eq!(refusal(Method::GET, "/nothing").status(), 404);
        assert_eq!(refusal(Method::GET, "/todos/").status(), 404);
        assert_eq!(refusal(Method::GET, "/todos/%ff").status(), 400);
        let patch = refusal(Method::PATCH, "/todos/7");
        assert_eq!(patch.status(), 405);
        assert_eq!(patch.headers()[header::ALLOW], "DELETE, GET, HEAD, OPTIONS");
        assert_eq!(refusal(Method::OPTIONS, "/todos").status(), 204);
    }

    #[test]
    fn a_path_and_a_verb_are_taken_once() {
        assert!(routes().add(Verb::Get, "/todos/{other}", Target::Document(9)).is_err());
    }
}
