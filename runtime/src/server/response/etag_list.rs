//! Lists of entity tags (RFC 9110, section 13.1).

use crate::condition::ETag;
use http::{HeaderMap, HeaderName};

/// The tags in `If-Match` or `If-None-Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ETagList {
    /// `*`: any version.
    Any,
    Each(Vec<ETag>),
}

impl ETagList {
    /// Those in a header, if it is there. What is no tag fits no version.
    pub(super) fn read(headers: &HeaderMap, name: HeaderName) -> Option<Self> {
        let mut lines = headers.get_all(name).iter().peekable();
        lines.peek()?;
        let mut tags = Vec::new();
        for line in lines {
            match line.to_str().unwrap_or_default().trim() {
                "*" => return Some(Self::Any),
                line => tags.extend(split(line).filter_map(ETag::parse)),
            }
        }
        Some(Self::Each(tags))
    }

    /// Returns true if one is equal to this one, byte by byte.
    pub(super) fn fit_strongly(&self, tag: &ETag) -> bool {
        match self {
            Self::Any => true,
            Self::Each(tags) => tags.iter().any(|one| one.is_strongly(tag)),
        }
    }

    /// Returns true if one means the same as this one.
    pub(super) fn fit_weakly(&self, tag: &ETag) -> bool {
        match self {
            Self::Any => true,
            Self::Each(tags) => tags.iter().any(|one| one.is_weakly(tag)),
        }
    }
}

/// Cuts a list at its commas; one between quotes belongs to a tag.
fn split(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let at_comma = move |c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    };
    line.split(at_comma).map(str::trim)
}
