//! `#[derive(ApiError)]`: as written → as believed → code.

mod expand;
mod lower;
mod status;

pub(super) use expand::{expand, fallback};
pub(super) use lower::lower;

use crate::paths::Runtime;
use proc_macro2::{Ident, Span};
use syn::{Attribute, Member, Type};

/// A service's own error.
pub(super) struct ApiError {
    runtime: Runtime,
    ident: Ident,
    docs: Vec<Attribute>,
    variants: Vec<Variant>,
}

/// One variant.
struct Variant {
    ident: Ident,
    docs: Vec<Attribute>,
    /// The wire name.
    code: String,
    status: u16,
    fields: Vec<Field>,
}

/// One field.
struct Field {
    member: Member,
    docs: Vec<Attribute>,
    ty: Type,
    /// The wire name; `None` for a field that never travels.
    name: Option<String>,
    /// Where `#[sensitive]` stands: shown in no log.
    sensitive: Option<Span>,
}

impl Variant {
    /// The fields that travel.
    fn public(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.fields.iter().filter_map(|field| field.name.as_deref().map(|name| (field, name)))
    }

    /// Whether it holds something that is shown in no log.
    fn first_secret(&self) -> Option<Span> {
        self.fields.iter().find_map(|field| field.sensitive)
    }

    /// Whether it holds something that is logged and never sent.
    fn hides(&self) -> bool {
        self.fields.iter().any(|field| field.name.is_none())
    }
}
