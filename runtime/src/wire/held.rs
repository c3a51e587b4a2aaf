//! A field whose type cannot travel: told once, at the type, and not at each of its uses.
//!
//! In: a type. Out: the type by a detour ([`Held`]), which rustc complains of where it does not travel.

use super::travel::{Shows, Travels};

/// What a field holds: it travels, and on a server it has a JSON Schema. Generated code asks for `<T as Held<_>>::Itself`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of what travels",
    label = "needs serde, and on a server a JSON Schema",
    note = "put `#[trifold::model]` on the type, or on what it holds: it brings both; a type of another crate needs that crate's features",
    note = "a field of a `#[model]` may also say itself how it travels: `#[serde(with = \"..\")]` and `#[schemars(with = \"..\")]`",
    note = "a field of an `ApiError` that is for the log alone is marked `#[internal]`"
)]
pub trait Held<How> {
    /// The type itself.
    type Itself;
}

/// Field type of every type.
#[derive(Debug)]
pub enum AsItIs {}

impl<T: Travels + Shows> Held<AsItIs> for T {
    type Itself = T;
}

/// Implemented for nothing. With two ways to choose from, rustc says that a type is not `Held`; with one it would take that, and complain of
/// what it asks for.
pub trait Never {}

impl<T: Never> Held<()> for T {
    type Itself = T;
}

/// Asks of a field that has parameters of its struct whether it travels.
pub const fn travels<T: Travels>() {}
