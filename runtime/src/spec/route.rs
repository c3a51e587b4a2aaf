//! The public fold of a method.

use std::fmt;

/// An HTTP method that a route can have.
///
/// Source: RFC 9110, section 9, and RFC 5789 for PATCH.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verb {
    /// Safe and idempotent.
    Get,
    /// Neither safe nor idempotent.
    Post,
    /// Idempotent.
    Put,
    /// Neither safe nor idempotent.
    Patch,
    /// Idempotent.
    Delete,
}

impl Verb {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether calls only read (RFC 9110, section 9.2.1).
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Get)
    }

    /// Whether calling twice is as calling once (RFC 9110, section 9.2.2).
    pub const fn is_idempotent(self) -> bool {
        matches!(self, Self::Get | Self::Put | Self::Delete)
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The public fold of a method: `#[get("/todos/{id}")]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteSpec {
    /// The HTTP method.
    pub verb: Verb,
    /// The template below the service's prefix: `/todos/{id}`.
    pub template: &'static str,
    /// The status of success, where the attribute names one.
    pub status: Option<u16>,
    /// The other statuses of success, of which a method chooses one itself: `status = [200, 201]`.
    pub further_statuses: &'static [u16],
    /// The first version that has the route.
    pub since: Option<u32>,
    /// The last version that has the route.
    pub until: Option<u32>,
    /// Since when the route is deprecated: a date, `2027-01-01`.
    pub deprecated: Option<&'static str>,
    /// When the route goes: a date.
    pub sunset: Option<&'static str>,
}

impl RouteSpec {
    /// Whether this version has the route. Without versions, it does.
    pub fn is_in(&self, version: Option<u32>) -> bool {
        version.is_none_or(|v| self.since.is_none_or(|since| since <= v) && self.until.is_none_or(|until| v <= until))
    }
}
