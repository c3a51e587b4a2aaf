//! Lists that are given page by page, and a query that has no place for a cursor: a link to the next page would lead to the first for ever.

use super::ambiguity::members;
use crate::spec::{MethodSpec, Param, Place, Verb};
use crate::wire::Whole;

/// The query parameter that carries a cursor.
pub(in crate::server) const CURSOR: &str = "cursor";

/// Returns true if the route's answers have links to other pages: to follow one is to `GET` it.
pub(in crate::server) fn has_links(method: &MethodSpec) -> bool {
    method.rest.body == Whole::Page && method.verb() == Some(Verb::Get)
}

/// The fault of a method whose links nobody could follow, as a sentence.
pub(in crate::server) fn fault(method: &MethodSpec) -> Option<String> {
    if !has_links(method) || method.params.iter().any(takes_cursor) {
        return None;
    }
    let (service, method) = (method.service.name, method.name);
    Some(format!(
        "`{service}.{method}` gives a `Page`, whose links carry the query parameter `{CURSOR}`, and takes none of that name; call the argument so, of `Option<Cursor<..>>`, or return a `Vec`"
    ))
}

fn takes_cursor(param: &Param) -> bool {
    match param.place {
        Place::QueryParam => param.name == CURSOR,
        Place::Query => param.captured.ty.is_some_and(|ty| members(ty).contains(&CURSOR)),
        _ => false,
    }
}
