//! Fuzz targets of actions, forms, senders, paths and queries.

use crate::model;
use crate::server::body::form::{Form, is_key};
use crate::server::body::receive::{Fields, urlencoded};
use crate::server::decode::{self, Blank, Items, filled};
use crate::server::dispatch::route_table::{RouteTable, Target};
use crate::server::guard::content_type::ContentType;
use crate::server::guard::origin::{Origin, Verdict, classify};
use crate::server::guard::request_headers::RequestHeaders;
use crate::server::problem::rejection::Rejection;
use crate::server::trace::trace_parent::TraceParent;
use crate::spec::{Captured, MethodSpec, Param, Place, ServiceSpec, Verb};
use crate::wire::{Shape, Wire};
use http::{HeaderMap, HeaderValue, Method, header};
use std::collections::BTreeMap;

/// Something of each kind that is read in its own way.
#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
pub(super) struct Everything {
    text: String,
    #[serde(default)]
    list: Vec<Option<i16>>,
    #[serde(default)]
    map: BTreeMap<u8, u128>,
    number: Option<f64>,
    #[serde(default)]
    flag: bool,
    kind: Option<Kind>,
    #[serde(default)]
    below: Vec<Everything>,
    #[serde(default)]
    tagged: Vec<Tagged>,
    #[serde(flatten)]
    place: Option<Corner>,
    #[serde(flatten)]
    rest: BTreeMap<String, bool>,
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    Named { name: char },
    Both(u8, String),
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
#[serde(tag = "t")]
enum Tagged {
    A,
    #[serde(alias = "b")]
    B {
        either: Either,
        pair: (bool, Option<u8>),
    },
    C(Corner),
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
#[serde(untagged)]
enum Either {
    Number(f32),
    Text(String),
    Two { left: Box<Either>, right: Box<Either> },
    Other { left: Box<Either>, none: () },
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
struct Corner {
    x: i64,
    y: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    z: Option<u16>,
}

/// What a query can carry.
#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
struct Search {
    text: Option<String>,
    #[serde(default)]
    tag: Vec<u16>,
    ratio: Option<f64>,
    kind: Option<Word>,
    #[serde(flatten)]
    place: Option<Corner>,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[model(crate = "crate")]
#[derive(Debug, PartialEq)]
enum Word {
    One,
    Two,
}

pub(super) const SERVICE: ServiceSpec = ServiceSpec::named("Fuzz");
const ANY: Shape = Shape::unit();
const METHOD: MethodSpec = SERVICE
    .method("try", "")
    .takes(&[Param::new("all", Place::Action, ANY), Param::new("id", Place::Action, ANY), Param::new("on", Place::Action, ANY)])
    .fails(ANY);

/// A body as each content type: the first byte chooses.
pub(crate) fn action(input: &[u8]) {
    let Some((choice, body)) = input.split_first() else { return };
    let outcome = match choice % 2 {
        0 => of_json(body),
        _ => of_form(body),
    };
    match outcome {
        Ok(arguments) => reads_back(&arguments),
        Err(rejection) => is_decent(rejection),
    }
    let _ = decode::members(body).map_err(is_decent);
    let headers = HeaderValue::from_bytes(body).map(|value| HeaderMap::from_iter([(header::CONTENT_TYPE, value)]));
    let _ = headers.map(|headers| ContentType::of(&RequestHeaders::of(&headers)).map_err(is_decent));
}

fn of_json(body: &[u8]) -> Result<(Everything, u64, bool), Rejection> {
    let mut items = Items::of(body, &METHOD)?;
    let arguments = (read_as(|blank| items.fill(blank))?, read_as(|blank| items.fill(blank))?, read_as(|blank| items.fill(blank))?);
    items.finish()?;
    Ok(arguments)
}

/// What is put into a blank.
pub(super) fn read_as<T: Wire>(fill: impl FnOnce(&mut Blank<'_>) -> Result<(), Rejection>) -> Result<T, Rejection> {
    let mut slot = None::<T>;
    fill(&mut Blank::new(&mut slot, Captured::NOTHING.sent::<T>()))?;
    filled(slot)
}

fn of_form(body: &[u8]) -> Result<(Everything, u64, bool), Rejection> {
    let mut fields = Fields::from(urlencoded(body)?);
    fields.allow_short_names(METHOD.params.iter());
    let mut next = METHOD.params.iter();
    let mut of_next = |blank: &mut Blank<'_>| next.next().map_or(Ok(()), |param| fields.fill(param, blank));
    Ok((read_as(&mut of_next)?, read_as(&mut of_next)?, read_as(&mut of_next)?))
}

/// What was read can be written, and read again as the same.
fn reads_back(arguments: &(Everything, u64, bool)) {
    let json = crate::json::write_by(|writer| arguments.write(writer)).expect("JSON can carry it");
    let again = of_json(json.as_bytes()).unwrap_or_else(|rejection| panic!("{json}: {rejection:?}"));
    assert_eq!(*arguments, again, "{json}");
}

/// A refusal is the caller's fault, short, and names no type of ours.
pub(super) fn is_decent(rejection: Rejection) {
    let status = rejection.problem().status;
    assert!((400..500).contains(&status), "{status}");
    let words: Vec<_> = rejection.errors().iter().map(|error| error.message.as_str()).collect();
    let text = words.join(" ");
    assert!(text.len() < 300, "{text}");
    for name in ["Everything", "Search", "struct", "alloc::", "core::"] {
        assert!(!text.contains(name), "{text}");
    }
}

/// The name of a form's field.
pub(crate) fn form_key(input: &[u8]) {
    let Ok(name) = std::str::from_utf8(input) else { return };
    let encoded: String = form_urlencoded::byte_serialize(input).collect();
    let form = Form::parse(format!("{encoded}=1").as_bytes());
    assert_eq!(form.is_ok(), is_key(name), "{name:?}");
}

/// The headers by which a sender is judged: `Origin`, `Host` and `Sec-Fetch-Site`, a line each; and `traceparent`, of the same bytes.
pub(crate) fn origin(input: &[u8]) {
    let mut lines = input.split(|byte| *byte == b'\n');
    let mut headers = HeaderMap::new();
    let [origin, host, site] = std::array::from_fn(|_| lines.next().and_then(|line| HeaderValue::from_bytes(line).ok()));
    let text = origin.as_ref().and_then(|value| value.to_str().ok()).and_then(Origin::parse);
    headers.extend(origin.map(|value| (header::ORIGIN, value)));
    headers.extend(site.clone().map(|value| (http::HeaderName::from_static("sec-fetch-site"), value)));
    let host = host.as_ref().and_then(|value| value.to_str().ok());
    let verdict = classify(&Method::POST, host, &RequestHeaders::of(&headers), &[]);
    if verdict == Verdict::SameHost {
        let (Some(_), Some(host)) = (&text, host) else { panic!("a host was found where there is none") };
        let bare = |text: &str| text.rsplit_once(':').map_or(text, |(name, _)| name).to_ascii_lowercase();
        let origin = headers[header::ORIGIN].to_str().expect("it was parsed").to_ascii_lowercase();
        assert!(
            origin.split_once("://").is_some_and(|(_, of)| of == host.to_ascii_lowercase() || bare(of) == bare(host)),
            "{origin} {host}"
        );
    }
    let _ = TraceParent::parse(input).map(|parent| assert_eq!(TraceParent::parse(parent.to_string().as_bytes()), Some(parent)));
}

/// A path against templates of every form.
pub(crate) fn path(input: &[u8]) {
    let Ok(target) = http::Uri::try_from(input) else { return };
    let path = target.path();
    let mut routes = RouteTable::default();
    let templates = ["/a", "/a/{x}", "/a/b", "/{y}/b", "/a/{x}/c/{z}", "/v1/{deep}/{deeper}/{deepest}"];
    for (place, template) in templates.into_iter().enumerate() {
        assert!(routes.add(Verb::Get, template, Target::Document(place)).is_ok());
    }
    match routes.find(&Method::GET, target.path()) {
        None => {}
        Some(Err(rejection)) => is_decent(rejection),
        Some(Ok((Target::Document(place), _))) => {
            let steps = |text: &str| text.split('/').count();
            assert_eq!(steps(path), steps(templates[place]), "{path:?} is not {}", templates[place]);
        }
        Some(Ok((Target::Method { .. }, _))) => panic!("there is no method"),
    }
}

/// A query as a struct and as single parameters, and the same text as a header and as a segment.
pub(crate) fn query(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    match read_as::<Search>(|blank| decode::query(text, blank)) {
        Ok(search) => assert!(search.ratio.is_none_or(f64::is_finite)),
        Err(rejection) => is_decent(rejection),
    }
    let _ = read_as::<Option<String>>(|blank| decode::query_parameter("text", text, blank)).map_err(is_decent);
    let _ = read_as::<Vec<u16>>(|blank| decode::query_parameter("tag", text, blank)).map_err(is_decent);
    match read_as::<Option<f64>>(|blank| decode::query_parameter("ratio", text, blank)) {
        Ok(ratio) => assert!(ratio.is_none_or(f64::is_finite)),
        Err(rejection) => is_decent(rejection),
    }
    let _ = read_as::<Word>(|blank| decode::parameter("kind", text, blank)).map_err(is_decent);
    let _ = read_as::<i64>(|blank| decode::parameter("id", text, blank)).map_err(is_decent);
    let value = HeaderValue::from_bytes(input).ok();
    let headers: HeaderMap = value.into_iter().map(|value| (http::HeaderName::from_static("x-times"), value)).collect();
    let _ = read_as::<Option<u16>>(|blank| decode::header("x-times", headers.get_all("x-times"), blank)).map_err(is_decent);
    let _ = read_as::<Vec<String>>(|blank| decode::header("x-times", headers.get_all("x-times"), blank)).map_err(is_decent);
}
