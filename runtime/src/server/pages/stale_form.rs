//! Which form a stale page sent: its id is not known here, so its fields must tell.
//!
//! In: the names that were sent, and the forms that there are now. Out: those that have a field for each name, with what was typed.
//! Nothing is decoded, and nothing called.

use crate::form::{Field, KEY, is_of_pattern, known};
use crate::server::body::submitted::full_name;
use crate::spec::MethodSpec;
use std::collections::{HashMap, HashSet};

/// The most fields that a stale form may have.
const MAX_FIELDS: usize = 100;

/// What was typed, for each form that it may have been typed into. What any form of this server calls a secret is left out of all:
/// the type that would know better is no longer here.
pub(super) fn forms(sent: &[(String, String)], methods: &[&'static MethodSpec]) -> Vec<(&'static MethodSpec, Vec<(String, String)>)> {
    let sent: Vec<_> = sent.iter().filter(|(name, _)| name != KEY).collect();
    if sent.is_empty() || sent.len() > MAX_FIELDS {
        return Vec::new();
    }
    let forms: Vec<_> = methods.iter().map(|method| (*method, known::fields(method))).collect();
    let secrets = secrets(&forms);
    let typed = |(method, fields): &(&'static MethodSpec, Vec<Field>)| {
        let mut next = HashMap::new();
        let named = sent.iter().map(|(name, value)| Some((at(method, fields, name, &mut next)?, value.clone())));
        let named = named.collect::<Option<Vec<_>>>()?;
        Some((*method, named.into_iter().filter(|(name, _)| !secrets.contains(last(name))).collect()))
    };
    forms.iter().filter_map(typed).collect()
}

/// The full name that a form has for a field.
fn at(method: &MethodSpec, fields: &[Field], name: &str, next: &mut HashMap<String, usize>) -> Option<String> {
    let name = full_name(method, name, next)?;
    fields.iter().any(|field| is_of_pattern(&name, &field.name)).then_some(name)
}

/// What secrets are called, in any form.
fn secrets<'a>(forms: &'a [(&MethodSpec, Vec<Field>)]) -> HashSet<&'a str> {
    forms.iter().flat_map(|(_, fields)| fields).filter(|field| field.is_secret).map(|field| last(&field.name)).collect()
}

/// The last step of a name, without an index.
fn last(name: &str) -> &str {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.split('[').next().unwrap_or(last)
}
