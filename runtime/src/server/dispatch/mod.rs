//! One request to one response: match, guard, call, finish.
//!
//! In: any HTTP request. Out: one response, always. It may know guards, services, pages, keys and spans; no types of arguments, and of a document
//! its bytes, and how to have them written.

pub(super) mod action_table;
pub(super) mod config;
pub(super) mod dispatcher;
pub(super) mod docs_page;
pub(super) mod finish;
pub(super) mod flight;
pub(super) mod headers;
pub(super) mod layers;
pub(super) mod published;
pub(super) mod response_future;
pub(super) mod route_table;
