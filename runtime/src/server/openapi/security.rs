//! Security schemes in a document.
//!
//! In: the [`Security`] of a method's contexts. Out: the ways in, of which a caller takes one, and the schemes that they name.
//!
//! Source: OpenAPI 3.1, sections 4.8.27 and 4.8.30. A requirement lists all that one way takes; several requirements are alternatives.

use crate::spec::{MethodSpec, Scheme, SchemeKind, Security};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What one way in takes: the names of schemes.
type Requirement = BTreeSet<String>;

/// What a context answers to a caller whom it does not let in.
pub(super) fn refusals(method: &MethodSpec) -> &'static [u16] {
    if method.security.is_empty() { &[] } else { &[401, 403] }
}

/// The ways into a method, or nothing where none of its contexts says how it knows its caller.
pub(super) fn requirements(method: &MethodSpec) -> Option<Value> {
    let ways = ways(method.security);
    (!method.security.is_empty()).then(|| ways.iter().map(requirement).collect())
}

fn requirement(way: &Requirement) -> Value {
    way.iter().map(|scheme| (scheme.clone(), json!([]))).collect::<Map<_, _>>().into()
}

/// Every context must be content: a way takes a scheme of each that insists, and may take one of each that does not.
fn ways(contexts: &[Security]) -> Vec<Requirement> {
    let (optional, needed): (Vec<&Security>, Vec<&Security>) = contexts.iter().partition(|security| security.is_optional);
    let needed = needed.into_iter().fold(vec![Requirement::new()], |ways, security| distinct(combined(&ways, security)));
    let needed = shortest(&needed);
    // In a way that a caller may leave out nothing stands first, so that documents say the usual case first.
    optional.into_iter().fold(needed, |ways, security| distinct([combined(&ways, security), ways].concat()))
}

fn combined(ways: &[Requirement], security: &Security) -> Vec<Requirement> {
    let with = |way: &Requirement, scheme: &Scheme| way.iter().cloned().chain([scheme.kind.name()]).collect();
    ways.iter().flat_map(|way| security.schemes.iter().map(move |scheme| with(way, scheme))).collect()
}

fn distinct(ways: Vec<Requirement>) -> Vec<Requirement> {
    let mut seen = BTreeSet::new();
    ways.into_iter().filter(|way| seen.insert(way.clone())).collect()
}

/// Without ways that take more than another: a token that two contexts read is one token.
fn shortest(ways: &[Requirement]) -> Vec<Requirement> {
    let is_shortest = |way: &&Requirement| !ways.iter().any(|other| other.len() < way.len() && other.is_subset(way));
    ways.iter().filter(is_shortest).cloned().collect()
}

/// Every scheme that is named in a document. Where one is described in several ways, it says them all.
#[derive(Debug, Default)]
pub(super) struct Schemes(BTreeMap<String, (SchemeKind, Vec<&'static str>)>);

impl Schemes {
    pub(super) fn add(&mut self, method: &MethodSpec) {
        for scheme in method.security.iter().flat_map(|security| security.schemes) {
            let (_, descriptions) = self.0.entry(scheme.kind.name()).or_insert((scheme.kind, Vec::new()));
            if !scheme.description.is_empty() && !descriptions.contains(&scheme.description) {
                descriptions.push(scheme.description);
            }
        }
    }

    /// `securitySchemes`; empty where no method says anything.
    pub(super) fn into_json(self) -> Map<String, Value> {
        self.0.into_iter().map(|(name, (kind, descriptions))| (name, described(definition(kind), &descriptions))).collect()
    }
}

fn described(mut scheme: Value, descriptions: &[&str]) -> Value {
    if !descriptions.is_empty() {
        scheme["description"] = descriptions.join("\n\n").into();
    }
    scheme
}

fn definition(kind: SchemeKind) -> Value {
    let key = |place: &str, name: &str| json!({ "type": "apiKey", "in": place, "name": name });
    match kind {
        SchemeKind::Bearer("") => json!({ "type": "http", "scheme": "bearer" }),
        SchemeKind::Bearer(format) => json!({ "type": "http", "scheme": "bearer", "bearerFormat": format }),
        SchemeKind::Basic => json!({ "type": "http", "scheme": "basic" }),
        SchemeKind::Http(scheme) => json!({ "type": "http", "scheme": scheme }),
        SchemeKind::Header(name) => key("header", name),
        SchemeKind::Query(name) => key("query", name),
        SchemeKind::Cookie(name) => key("cookie", name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEARER: Scheme = Scheme::new(SchemeKind::Bearer(""));
    const COOKIE: Scheme = Scheme::new(SchemeKind::Cookie("session"));
    const KEY: Scheme = Scheme::new(SchemeKind::Header("x-api-key"));

    const CALLER: Security = Security::any(&[COOKIE, BEARER]);
    const PARTNER: Security = Security::any(&[KEY]);

    #[track_caller]
    fn check(contexts: &[Security], expected: &[&[&str]]) {
        let found: Vec<Vec<String>> = ways(contexts).into_iter().map(|way| way.into_iter().collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_of_a_contexts_schemes_will_do() {
        check(&[CALLER], &[&["cookie-session"], &["bearer"]]);
        check(&[CALLER.optional()], &[&["cookie-session"], &["bearer"], &[]]);
    }

    #[test]
    fn every_context_must_be_content() {
        check(&[PARTNER, CALLER], &[&["cookie-session", "header-x-api-key"], &["bearer", "header-x-api-key"]]);
        check(&[CALLER, Security::any(&[BEARER])], &[&["bearer"]]);
        check(
            &[PARTNER, CALLER.optional()],
            &[&["cookie-session", "header-x-api-key"], &["bearer", "header-x-api-key"], &["header-x-api-key"]],
        );
    }

    #[test]
    fn what_two_contexts_read_is_sent_once() {
        check(&[CALLER, CALLER], &[&["cookie-session"], &["bearer"]]);
        check(&[CALLER, CALLER.optional()], &[&["cookie-session"], &["bearer", "cookie-session"], &["bearer"]]);
    }
}
