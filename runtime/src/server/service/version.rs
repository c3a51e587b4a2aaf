//! One implementation, several versions: what an older one sends becomes the method's own, and the method's own what an older one expects.
//!
//! In: a value. Out: the same in another version's type, by the user's `From`; of lists and options, each value in them.

use crate::error::Outcome;

/// A value that becomes a `T`. `H` says how, so that `Vec<Todo>` can become `Vec<v1::Todo>` where only `Todo` knows how to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not become `{T}`",
    label = "what one version knows is made from what the other does",
    note = "implement `From<{Self}>` for `{T}`"
)]
pub trait IntoVersion<T, H> {
    /// Becomes it.
    fn into_version(self) -> T;
}

/// By `From`.
#[derive(Debug)]
pub enum ByFrom {}

/// Each of several.
#[derive(Debug)]
pub struct Each<H>(H);

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> IntoVersion<T, ByFrom> for U {
    fn into_version(self) -> T {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T, H, U: IntoVersion<T, H>> IntoVersion<Vec<T>, Each<H>> for Vec<U> {
    fn into_version(self) -> Vec<T> {
        self.into_iter().map(U::into_version).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<T, H, U: IntoVersion<T, H>> IntoVersion<Option<T>, Each<H>> for Option<U> {
    fn into_version(self) -> Option<T> {
        self.map(U::into_version)
    }
}

/// An argument of an older version as the method takes it.
pub fn convert<T, H, U: IntoVersion<T, H>>(value: U) -> T {
    value.into_version()
}

/// A method's outcome as an older version knows it.
///
/// # Errors
/// The method's own error.
pub fn into_older_version<V, R: Outcome<Value: IntoVersion<V, H>>, H>(outcome: R) -> Result<V, R::Error> {
    outcome.into_result().map(R::Value::into_version)
}
