//! Responses: from a value that a method gave to the response of its route, of its action, or of a form.
//!
//! In: a value, written, and the request that asked for it. Out: the response, or a condition's 304, 412 or 416. It may know what contexts left and
//! how a refusal is made; it calls no method and reads no body.

pub(super) mod accept;
pub(super) mod asked;
pub(super) mod cache;
pub(super) mod condition;
pub(super) mod download;
pub(super) mod etag_list;
pub(super) mod head;
pub(super) mod links;
pub(super) mod location;
pub(super) mod precondition;
pub(super) mod range;
pub(super) mod route;
