//! Contexts: what an extractor finds in a request, and what it leaves there.
//!
//! In: a request before its body is read, and the fold, captures and method that the dispatcher found. Out: a method's contexts, or a refusal;
//! effects, checks of the body and a principal for who comes later. It may know how a refusal is made (`problem`), and nothing of calls or routes.

pub(super) mod body_check;
pub(super) mod call_key;
pub(super) mod captures;
pub(super) mod challenge;
pub(super) mod delivery;
pub(super) mod effects;
pub(super) mod extract;
pub(super) mod extraction;
pub(super) mod fold;
pub(super) mod last_event_id;
pub(super) mod nest_prefix;
pub(super) mod page_url;
pub(super) mod principal;
pub(super) mod refusal;
