//! Bodies of requests: from bytes on the wire to JSON, fields and a file.
//!
//! In: a body, and the content type that a guard read. Out: what a decoder reads arguments from, and what a page may give back of a form. It may
//! know limits and content types (`guard`), how an argument is decoded, and the digest that a key is claimed with; no call and no page.

pub(super) mod form;
pub(super) mod late_read;
pub(super) mod read;
pub(super) mod receive;
pub(super) mod submitted;
pub(super) mod submitted_form;
