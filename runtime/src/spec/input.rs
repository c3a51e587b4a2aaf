//! Asks the compiler about the type of an argument, on the way to its [`Param`].
//!
//! In: a type. Out: its shape and its rules, or what is written where it has none; and one error, at the type, where it cannot travel.

use super::method::{Param, Place};
use crate::wire::table::TypeFn;
use crate::wire::{Faults, Routable, Sendable, Shape, Wire, is_secret};
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

/// An argument of an action, about to be asked: by a detour, since rustc then says nothing else of a type that does not travel.
pub type Sent<T, How> = In<<T as Sendable<How>>::Itself>;

/// An argument of a route, about to be asked.
pub type Shown<T, How> = In<<T as Routable<How>>::Itself>;

/// The type of an argument, about to be asked.
#[derive(Debug)]
pub struct In<T>(PhantomData<fn(T)>);

/// What is known of an argument's type.
#[derive(Debug)]
pub struct Input<T> {
    shape: Option<Shape>,
    rules: Rules,
    of: PhantomData<fn(T)>,
}

/// An argument with its shape, before it has a name and a place.
#[derive(Debug)]
pub struct Argument {
    shape: Shape,
    rules: Rules,
}

impl<T: Wire + 'static> In<T> {
    /// The shape and the rules of `T`.
    pub const SHAPE: Input<T> = Input { shape: Some(T::SHAPE), rules: Rules::of::<T>(), of: PhantomData };
}

/// The answers for a type that does not implement [`Wire`].
pub trait Unnamed<T> {
    /// Nothing is known.
    const SHAPE: Input<T> = Input { shape: None, rules: Rules::NONE, of: PhantomData };
}

impl<T> Unnamed<T> for In<T> {}

impl<T> Input<T> {
    /// The shape, or for a type without one its written name.
    pub const fn or(self, written: &str) -> Argument {
        self.or_shape(Shape::named(written))
    }

    /// The shape, or for a type without one what can be told of it.
    pub const fn or_shape(self, told: Shape) -> Argument {
        let shape = match self.shape {
            Some(shape) => shape,
            None => told,
        };
        Argument { shape, rules: self.rules }
    }
}

impl Argument {
    /// Of a method without a route.
    pub const fn action(self, name: &'static str) -> Param {
        self.at(name, Place::Action)
    }

    /// In the path capture of the same name.
    pub const fn path(self, name: &'static str) -> Param {
        self.at(name, Place::Path)
    }

    /// In the query parameter of the same name.
    pub const fn query_param(self, name: &'static str) -> Param {
        self.at(name, Place::QueryParam)
    }

    /// In the query, where the trait says so: a struct is spread, one parameter a field; anything else is a parameter of its own name.
    pub const fn query(self, name: &'static str) -> Param {
        let words = self.shape.words();
        let is_one_parameter = words.may_be_of_one_name() && !words.may_have_fields();
        self.at(name, if is_one_parameter { Place::QueryParam } else { Place::Query })
    }

    /// In the whole body.
    pub const fn body(self, name: &'static str) -> Param {
        self.at(name, Place::Body)
    }

    /// In a member of the body.
    pub const fn member(self, name: &'static str) -> Param {
        self.at(name, Place::Member)
    }

    /// In a header.
    pub const fn header(self, name: &'static str, header: &'static str) -> Param {
        self.at(name, Place::Header(header))
    }

    const fn at(self, name: &'static str, place: Place) -> Param {
        Param { name, place, shape: self.shape, is_sensitive: false, rules: self.rules }
    }
}

/// The `#[garde(..)]` rules and the description of a type that is no longer named.
#[derive(Clone, Copy)]
pub struct Rules {
    check: Option<fn(&dyn Any, &mut Faults<'_>)>,
    /// Not in a browser's build unless it has forms: a page carries no description that it does not ask for.
    ty: Option<TypeFn>,
}

impl Rules {
    /// There are none.
    pub(crate) const NONE: Self = Self { check: None, ty: None };

    const fn of<T: Wire + 'static>() -> Self {
        let ty: Option<TypeFn> = if cfg!(any(feature = "server", feature = "forms")) { Some(T::ty) } else { None };
        Self { check: Some(check::<T>), ty }
    }

    /// The description alone: for what a server gives, and shows in a document.
    pub(crate) const fn described<T: Wire>() -> Self {
        let ty: Option<TypeFn> = if cfg!(feature = "server") { Some(T::ty) } else { None };
        Self { check: None, ty }
    }

    /// Adds a fault for each rule that refuses the value.
    pub(crate) fn check(self, value: &dyn Any, faults: &mut Faults<'_>) {
        if let Some(check) = self.check {
            check(value, faults);
        }
    }

    /// Whether the type calls what lies at the end of these steps a secret.
    pub(super) fn is_sensitive(self, steps: &[&str]) -> bool {
        self.ty.is_some_and(|ty| is_secret(ty, steps))
    }

    /// The description of the type.
    #[cfg(any(feature = "server", feature = "forms"))]
    pub(crate) const fn ty(self) -> Option<TypeFn> {
        self.ty
    }
}

fn check<T: Wire + 'static>(value: &dyn Any, faults: &mut Faults<'_>) {
    if let Some(value) = value.downcast_ref::<T>() {
        value.check(faults);
    }
}

impl PartialEq for Rules {
    /// Rules belong to the type, and the types of equal arguments have equal shapes.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rules {}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.check.is_some() { "Rules" } else { "no rules" })
    }
}
