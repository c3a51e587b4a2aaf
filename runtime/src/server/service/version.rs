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
pub trait Becomes<T, H> {
    /// Becomes it.
    fn become_it(self) -> T;
}

/// By `From`.
#[derive(Debug)]
pub enum ByFrom {}

/// Each of several.
#[derive(Debug)]
pub struct Each<H>(H);

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> Becomes<T, ByFrom> for U {
    fn become_it(self) -> T {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T, H, U: Becomes<T, H>> Becomes<Vec<T>, Each<H>> for Vec<U> {
    fn become_it(self) -> Vec<T> {
        self.into_iter().map(U::become_it).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<T, H, U: Becomes<T, H>> Becomes<Option<T>, Each<H>> for Option<U> {
    fn become_it(self) -> Option<T> {
        self.map(U::become_it)
    }
}

/// An argument of an older version as the method takes it.
pub fn convert<T, H, U: Becomes<T, H>>(value: U) -> T {
    value.become_it()
}

/// A method's outcome as an older version knows it.
///
/// # Errors
/// The method's own error.
pub fn become_older<V, R: Outcome<Value: Becomes<V, H>>, H>(outcome: R) -> Result<V, R::Error> {
    outcome.into_result().map(R::Value::become_it)
}
