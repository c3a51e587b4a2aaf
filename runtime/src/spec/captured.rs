//! What a method keeps of a type, once it is no longer named: its functions, captured in one place.
//!
//! In: the type of an argument. Out: pointers, so that whatever checks, writes, reads or describes a value is compiled once, and asks nothing of
//! its type.

use crate::json::{self, Fault};
use crate::wire::table::TypeFn;
use crate::wire::{Faults, Travels, Wire, is_secret};
#[cfg(feature = "server")]
use crate::{
    server::{AsBlank, Named},
    wire::Shows,
};
use std::any::Any;
use std::fmt;

/// Writes a value as JSON.
type Write = fn(&dyn Any) -> Result<Vec<u8>, Fault>;

/// The functions of a type.
#[derive(Clone, Copy)]
pub struct Captured {
    /// Adds a fault for each rule that refuses a value, where the type is ours.
    check: Option<fn(&dyn Any, &mut Faults<'_>)>,
    /// The description of such a type. Not in a browser's build unless it has forms: a page carries no description that it does not ask for.
    pub(crate) ty: Option<TypeFn>,
    /// Writes a value as JSON.
    write: Option<Write>,
    /// Reads one.
    #[cfg(feature = "server")]
    pub(crate) as_blank: Option<AsBlank>,
    /// What a document shows of the type, where it is part of a route.
    #[cfg(feature = "server")]
    pub(crate) named: Option<Named>,
}

impl Captured {
    /// Nothing.
    pub(crate) const NOTHING: Self = Self {
        check: None,
        ty: None,
        write: None,
        #[cfg(feature = "server")]
        as_blank: None,
        #[cfg(feature = "server")]
        named: None,
    };

    /// The rules and the description of a type of ours.
    pub(super) const fn described<T: Wire + 'static>() -> Self {
        let check: fn(&dyn Any, &mut Faults<'_>) = |value, faults| value.downcast_ref::<T>().map_or((), |value| value.check(faults));
        Self { check: Some(check), ..Self::of_table(T::ty) }
    }

    /// The description of a type of ours, of which nothing is checked.
    pub(crate) const fn of_table(ty: TypeFn) -> Self {
        Self { ty: if cfg!(any(feature = "server", feature = "forms")) { Some(ty) } else { None }, ..Self::NOTHING }
    }

    /// With what writes and reads its JSON.
    pub(super) const fn sent<T: Travels>(self) -> Self {
        Self {
            write: Some(|value| value.downcast_ref::<T>().map_or_else(|| Err(another_type()), json::write)),
            #[cfg(feature = "server")]
            as_blank: Some(AsBlank::of::<T>()),
            ..self
        }
    }

    /// With what a document shows of it.
    #[cfg(feature = "server")]
    pub(super) const fn shown<T: Shows>(self) -> Self {
        Self { named: Some(Named::of::<T>()), ..self }
    }

    /// Adds a fault for each rule that refuses the value.
    pub(crate) fn check(self, value: &dyn Any, faults: &mut Faults<'_>) {
        if let Some(check) = self.check {
            check(value, faults);
        }
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// A value that JSON cannot carry, such as a float that is not finite.
    pub(crate) fn write(self, value: &dyn Any) -> Result<Vec<u8>, Fault> {
        self.write.map_or_else(|| Err(another_type()), |write| write(value))
    }

    /// Whether the type calls what lies at the end of these steps a secret.
    pub(super) fn is_sensitive(self, steps: &[&str]) -> bool {
        self.ty.is_some_and(|ty| is_secret(ty, steps))
    }
}

/// Never told: generated code captures the type that it then hands over.
fn another_type() -> Fault {
    serde::ser::Error::custom("a value of another type")
}

impl PartialEq for Captured {
    /// Functions belong to the type, and the types of equal arguments have equal shapes.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Captured {}

impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.check.is_some() { "Rules" } else { "no rules" })
    }
}
