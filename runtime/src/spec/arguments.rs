//! The wire arguments of a call, whatever their types: a tuple, in declared order, beside the [`Param`]s that know what to do with each.

use super::{MethodSpec, Param};
use crate::tuples::for_each_tuple;
use crate::wire::Report;
use std::any::Any;

/// A tuple of up to 16 values.
pub trait Arguments {
    /// The one at this place, counted from 0: a method has as many as its spec has parameters.
    fn at(&self, place: usize) -> Option<&dyn Any>;
}

impl Arguments for () {
    fn at(&self, _: usize) -> Option<&dyn Any> {
        None
    }
}

macro_rules! arguments {
    ($($item:ident $place:tt),+) => {
        impl<$($item: 'static),+> Arguments for ($($item,)+) {
            fn at(&self, place: usize) -> Option<&dyn Any> {
                match place {
                    $($place => Some(&self.$place),)+
                    _ => None,
                }
            }
        }
    };
}

for_each_tuple!(arguments);

impl MethodSpec {
    /// Each argument of a call, with what the method says of it.
    pub(crate) fn each<'a>(&self, arguments: &'a dyn Arguments) -> impl Iterator<Item = (&'static Param, &'a dyn Any)> {
        self.params.iter().enumerate().filter_map(|(place, param)| Some((param, arguments.at(place)?)))
    }

    /// What the rules of each argument's type refuse.
    pub(crate) fn check(&self, arguments: &dyn Arguments) -> Report {
        let mut report = Report::new();
        for (param, value) in self.each(arguments) {
            report.look(param.name, |faults| param.captured.check(value, faults));
        }
        report
    }
}
