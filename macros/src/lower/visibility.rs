//! The visibility of members of a trait.

use crate::diag::{Result, bail};
use crate::names;
use proc_macro2::Ident;
use syn::Visibility;

/// Rust's parser leaves a `pub` in place, and its compiler would complain of ours too.
pub(super) fn it_is_as_public_as_the_trait(vis: &Visibility, name: &Ident) -> Result<()> {
    match vis {
        Visibility::Inherited => Ok(()),
        _ => bail!(vis, "`{name}` is as public as its trait, and cannot say so itself; remove `{}`", names::written(vis)),
    }
}
