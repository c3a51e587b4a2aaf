//! The wire arguments of a method as one type: a tuple, in declared order, beside the [`Param`]s that say where each has its place.

use super::Param;
use crate::json::{self, Fault};
use crate::tuples::for_each_tuple;
use crate::wire::{Report, Travels};
use std::any::Any;

/// A tuple of up to 16 types that travel.
pub trait Arguments: Sized + 'static {
    /// The JSON array that an action takes.
    ///
    /// # Errors
    /// A value that JSON cannot carry, such as a float that is not finite.
    fn to_json(&self) -> Result<Vec<u8>, Fault>;

    /// Shows each argument, with what the method says of it.
    fn each(&self, params: &[Param], visitor: &mut impl Visit);
}

/// Sees arguments.
pub trait Visit {
    /// Sees one.
    fn visit<T: Travels>(&mut self, param: &Param, value: &T);
}

/// Gathers what the rules of each argument's type refuse.
impl Visit for Report {
    fn visit<T: Travels>(&mut self, param: &Param, value: &T) {
        look(self, param, value);
    }
}

/// Compiled once, and not for each type.
fn look(report: &mut Report, param: &Param, value: &dyn Any) {
    report.look(param.name, |faults| param.rules.check(value, faults));
}

impl Arguments for () {
    fn to_json(&self) -> Result<Vec<u8>, Fault> {
        Ok(b"[]".to_vec())
    }

    fn each(&self, _: &[Param], _: &mut impl Visit) {}
}

macro_rules! arguments {
    ($($item:ident $place:tt),+) => {
        impl<$($item: Travels),+> Arguments for ($($item,)+) {
            fn to_json(&self) -> Result<Vec<u8>, Fault> {
                json::write(self)
            }

            fn each(&self, params: &[Param], visitor: &mut impl Visit) {
                $(visitor.visit(&params[$place], &self.$place);)+
            }
        }
    };
}

for_each_tuple!(arguments);
