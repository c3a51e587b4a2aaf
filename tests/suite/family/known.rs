//! What fails today. A line goes when its fault is mended: the test says which.

/// Case, lane, reason.
pub(super) const KNOWN: &[(&str, &str, &str)] = &[
    ("camel", "refusal", "an array is taken for a struct"),
    ("string_", "header", "space around a header's text is lost"),
    ("plain", "spread", "an empty list in a query is no parameter, and one is required"),
];
