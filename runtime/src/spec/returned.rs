//! What a method keeps of the type that it returns, once it is no longer named.

use crate::error::Outcome;
#[cfg(feature = "server")]
use crate::{
    error::{Refusable, Returnable},
    server::{ErrorInfo, Named},
    wire::table::TypeFn,
};
use std::fmt;

/// What is known of an outcome.
#[derive(Clone, Copy)]
pub struct Returned {
    /// Whether success has no value that is sent.
    pub(crate) is_empty: bool,
    /// Whether a value holds an `Upload`.
    pub(crate) holds_a_file: bool,
    /// The description of the value, if it is of a type of ours.
    #[cfg(feature = "server")]
    pub(crate) ty: Option<TypeFn>,
    /// The description of the error, if there can be one.
    #[cfg(feature = "server")]
    pub(crate) error: Option<TypeFn>,
    /// What a document shows of the value and the error, if they are part of a route.
    #[cfg(feature = "server")]
    pub(crate) named: Option<(Named, ErrorInfo)>,
}

impl Returned {
    /// Nothing.
    pub(super) const NOTHING: Self = Self {
        is_empty: true,
        holds_a_file: false,
        #[cfg(feature = "server")]
        ty: None,
        #[cfg(feature = "server")]
        error: None,
        #[cfg(feature = "server")]
        named: None,
    };

    /// Of an outcome of this type.
    pub(crate) const fn of<R: Outcome>() -> Self {
        Self { is_empty: size_of::<R::Value>() == 0, ..Self::NOTHING }
    }

    /// With what a document shows of it.
    #[cfg(feature = "server")]
    pub(crate) const fn shown<R: Outcome<Value: Returnable, Error: Refusable>>(self) -> Self {
        Self { named: Some((Named::of::<R::Value>(), ErrorInfo::of::<R::Error>())), ..self }
    }
}

impl PartialEq for Returned {
    /// It belongs to the type, and equal methods return equal types.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Returned {}

impl fmt::Debug for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty { "nothing" } else { "a value" })
    }
}
