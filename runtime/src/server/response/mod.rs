//! Responses: from a value that a method gave to the response of its route, of its action, or of a form.
//!
//! In: a value, written, and the request that asked for it. Out: the response, or a condition's 304, 412 or 416. It may know what contexts left and
//! how a refusal is made; it calls no method and reads no body.

pub(super) mod action;
pub(super) mod cache_control;
pub(super) mod conditional;
pub(super) mod download;
pub(super) mod etag_list;
pub(super) mod events;
pub(super) mod frames;
pub(super) mod head;
pub(super) mod link;
pub(super) mod location;
pub(super) mod outgoing;
pub(super) mod precondition;
pub(super) mod prepared;
pub(super) mod range;
pub(super) mod route;
pub(super) mod route_request;
pub(super) mod static_file;
pub(super) mod written;
