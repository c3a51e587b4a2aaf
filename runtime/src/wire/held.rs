//! A field whose type cannot travel: told once, at the type, and not at each of its uses.
//!
//! In: a type. Out: the type by a detour ([`FieldType`]), which rustc complains of where it does not travel.

use super::travel::{HasSchema, Transferable};

/// The type of a field: it travels, and on a server it has a JSON Schema. Generated code asks for `<T as FieldType<_>>::Type`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of what travels",
    label = "needs serde, and on a server a JSON Schema",
    note = "put `#[trifold::model]` on the type, or on what it holds: it brings both; a type of another crate needs that crate's features",
    note = "a field of a `#[model]` may also say itself how it travels: `#[serde(with = \"..\")]` and `#[schemars(with = \"..\")]`",
    note = "a field of an `ApiError` that is for the log alone is marked `#[internal]`"
)]
pub trait FieldType<How> {
    /// The type itself.
    type Type;
}

/// Field type of every type.
#[derive(Debug)]
pub enum AnyType {}

impl<T: Transferable + HasSchema> FieldType<AnyType> for T {
    type Type = T;
}

/// Implemented for nothing. With two ways to choose from, rustc says that a type is not `FieldType`; with one it would take that, and complain of
/// what it asks for.
pub trait NeverImplemented {}

impl<T: NeverImplemented> FieldType<()> for T {
    type Type = T;
}

/// Asks of a field that has parameters of its struct whether it travels.
pub const fn travels<T: Transferable>() {}
