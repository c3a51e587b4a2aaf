//! What a log shows of secrets: nothing.
//!
//! In: `#[sensitive]`, through `#[model]`. Out: what stands in place of a secret, and a refusal of a `Debug` that would show one.

use super::travel::Checked;
use std::fmt;

/// A type with `#[sensitive]` fields whose `Debug`, if it has one, leaves them out. Generated code asks for [`Secretive`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has a `#[sensitive]` field, and a `Debug` that would show it",
    label = "its secrets would be in every log",
    note = "derive `Debug` below `#[model]`, which then leaves the field out"
)]
pub trait HidesSecrets<const IS_DEBUG: bool> {
    /// [`Checked`].
    type Yes;
}

impl<T> HidesSecrets<false> for T {
    type Yes = Checked;
}

/// [`Checked`], of a type that shows no secrets.
pub type Secretive<T, const IS_DEBUG: bool> = <T as HidesSecrets<IS_DEBUG>>::Yes;

/// What `Debug` shows in the place of a secret.
#[derive(Clone, Copy)]
pub struct Sensitive;

impl fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sensitive>")
    }
}
