//! Asks the compiler about the type of an argument, on the way to its [`Param`].
//!
//! In: a type. Out: its shape and its rules, or what is written where it has none; and one error, at the type, where it cannot travel.

use super::method::{Param, Place};
use crate::wire::{Faults, IsSensitive, Routable, Shape, Steps, Travels, Wire};
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

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

/// An argument with its shape, before it is known whether its type travels.
#[derive(Debug)]
pub struct Shaped<T>(Argument, PhantomData<fn(T)>);

/// An argument that travels, before it has a name and a place.
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
    #[track_caller]
    pub const fn or(self, written: &str) -> Shaped<T> {
        self.or_shape(Shape::named(written))
    }

    /// The shape, or for a type without one what can be told of it.
    ///
    /// # Panics
    /// If a file is within the type.
    #[track_caller]
    pub const fn or_shape(self, told: Shape) -> Shaped<T> {
        let shape = match self.shape {
            Some(shape) => shape,
            None => told,
        };
        assert!(!shape.carry().is_misplaced(), "an `Upload` is an argument of its own: it cannot be within another type");
        Shaped(Argument { shape, rules: self.rules }, PhantomData)
    }
}

impl<T> Shaped<T> {
    /// Of a method that is marked `#[form]`.
    ///
    /// # Panics
    /// If no form can carry it.
    #[track_caller]
    pub const fn in_form(self) -> Self {
        assert!(
            !self.0.shape.carry().is_never(),
            "no form can carry this argument, and its method is marked `#[form]`: it holds any JSON, or a number or a boolean where serde \
             keeps text as text (below `#[serde(flatten)]`, `tag = \"..\"` or `untagged`); write fields of known types, or remove `#[form]`"
        );
        self
    }

    /// Of an action.
    pub const fn sent(self) -> Argument
    where
        T: Travels,
    {
        self.0
    }

    /// Of a route.
    pub const fn shown(self) -> Argument
    where
        T: Routable,
    {
        self.0
    }
}

impl Argument {
    /// Of a method without a route.
    pub const fn action(self, name: &'static str) -> Param {
        self.at(name, Place::Action)
    }

    /// In the path capture of the same name.
    ///
    /// # Panics
    /// If no text there can say a value of the type.
    #[track_caller]
    pub const fn path(self, name: &'static str) -> Param {
        assert!(
            self.shape.words().may_be_one(),
            "a path capture is one value, and a value of this type is several, or has fields; write the type of one value, or take the argument from the query or the body"
        );
        self.at(name, Place::Path)
    }

    /// In the query parameter of the same name.
    ///
    /// # Panics
    /// If no text there can say a value of the type.
    #[track_caller]
    pub const fn query_param(self, name: &'static str) -> Param {
        assert!(
            self.shape.words().may_be_of_one_name(),
            "a parameter of the query is one value or a list of them, and a value of this type has fields; mark the argument `#[query]`"
        );
        self.at(name, Place::QueryParam)
    }

    /// In the query, where the trait says so: a struct is spread, one parameter a field; anything else is a parameter of its own name.
    ///
    /// # Panics
    /// If no text there can say a value of the type.
    #[track_caller]
    pub const fn query(self, name: &'static str) -> Param {
        let words = self.shape.words();
        assert!(
            words.may_be_of_one_name() || words.may_have_fields() && !words.is_nested(),
            "the query has texts by name, and a field or an item of this type has fields of its own; write those fields out, or take the \
             argument from the body"
        );
        self.at(name, if words.may_have_fields() { Place::Query } else { Place::QueryParam })
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
    ///
    /// # Panics
    /// If no text there can say a value of the type.
    #[track_caller]
    pub const fn header(self, name: &'static str, header: &'static str) -> Param {
        assert!(
            self.shape.words().may_be_of_one_name(),
            "a header is one value or a list of them, and a value of this type has fields; write a type without fields, or take the argument from the query or the body"
        );
        self.at(name, Place::Header(header))
    }

    const fn at(self, name: &'static str, place: Place) -> Param {
        Param { name, place, shape: self.shape, is_sensitive: false, rules: self.rules }
    }
}

/// The `#[garde(..)]` rules and the secrets of a type that is no longer named.
#[derive(Clone, Copy)]
pub struct Rules {
    check: Option<fn(&dyn Any, &mut Faults<'_>)>,
    /// Asked by a server alone, which shows a form again.
    is_sensitive: Option<IsSensitive>,
}

impl Rules {
    /// There are none.
    pub(crate) const NONE: Self = Self { check: None, is_sensitive: None };

    const fn of<T: Wire + 'static>() -> Self {
        let is_sensitive: Option<IsSensitive> = if cfg!(feature = "server") { Some(T::is_sensitive) } else { None };
        Self { check: Some(check::<T>), is_sensitive }
    }

    /// Adds a fault for each rule that refuses the value.
    pub(crate) fn check(self, value: &dyn Any, faults: &mut Faults<'_>) {
        if let Some(check) = self.check {
            check(value, faults);
        }
    }

    /// Whether the type calls what lies at the end of these steps a secret.
    pub(super) fn is_sensitive(self, steps: &[&str]) -> bool {
        self.is_sensitive.is_some_and(|is_sensitive| is_sensitive(Steps::new(steps)))
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
