//! The name of a type in a document, by its table.

use super::table::TypeFn;

/// The name of a type in a document.
#[cfg(feature = "server")]
pub fn name_of(ty: TypeFn) -> String {
    crate::server::name_of(ty)
}

/// Nothing: there is no document.
#[cfg(not(feature = "server"))]
pub fn name_of(_: TypeFn) -> String {
    String::new()
}
