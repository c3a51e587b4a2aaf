//! What fails today. A line goes when its fault is mended: the test says which.

/// Case, lane, reason; by lane and reason.
#[rustfmt::skip]
pub(super) const KNOWN: &[(&str, &str, &str)] = &[
    ("option_list", "query", "`Some` of an empty list is `None`"),
];
