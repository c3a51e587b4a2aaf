//! Security schemes, as far as a trait declares them: `#[security(..)]`.
//!
//! In: what `#[service]` read beside a context. Out: plain constants, which documents show. Nothing here checks anybody: the context does.

/// Security schemes of one context: any one of them will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Security {
    /// The alternatives, in declared order; at least one.
    pub schemes: &'static [Scheme],
    /// Whether a caller may come without any of them.
    pub is_optional: bool,
}

/// One way to prove who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// What is sent, and where.
    pub kind: SchemeKind,
    /// Where one gets it, for people; perhaps empty.
    pub description: &'static str,
}

/// What is sent, and where. Names are of letters, digits, `-`, `_` and `.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer ..` (RFC 6750, section 2.1), with what a token looks like (`JWT`), or nothing.
    Bearer(&'static str),
    /// `Authorization: Basic ..` (RFC 7617).
    Basic,
    /// `Authorization` with another scheme of this name, in lower case (RFC 9110, section 11.1).
    Http(&'static str),
    /// A key in the header of this name, in lower case.
    Header(&'static str),
    /// A key in the query parameter of this name.
    Query(&'static str),
    /// A key in the cookie of this name.
    Cookie(&'static str),
}

impl Security {
    /// Any one of these schemes will do, and one of them must.
    pub const fn any(schemes: &'static [Scheme]) -> Self {
        Self { schemes, is_optional: false }
    }

    /// A caller may come without.
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}

impl Scheme {
    /// A scheme that says no more than what it is.
    pub const fn new(kind: SchemeKind) -> Self {
        Self { kind, description: "" }
    }

    /// Says where one gets what it asks for.
    pub const fn about(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }
}

impl SchemeKind {
    /// The name in a document: `bearer`, `header-x-api-key`. Two kinds never share one, so that services can share a document.
    pub fn name(&self) -> String {
        let (place, name) = match self {
            Self::Bearer("") => return "bearer".to_owned(),
            Self::Basic => return "basic".to_owned(),
            Self::Bearer(format) => ("bearer", format),
            Self::Http(scheme) => ("http", scheme),
            Self::Header(name) => ("header", name),
            Self::Query(name) => ("query", name),
            Self::Cookie(name) => ("cookie", name),
        };
        format!("{place}-{name}")
    }
}
