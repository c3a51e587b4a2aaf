//! The type of an argument on the way to its [`Param`]: `In::<NewTodo>::SHAPE.or("NewTodo").shown().body("new")`.
//!
//! In: a type. Out: its shape, or what is written where it has none, and its functions. The one place that asks anything of the type: one
//! that does not travel is an error there.

use super::captured::Captured;
use super::method::{Param, Place};
use crate::wire::{Routable, Sendable, Shape, Wire};
use std::marker::PhantomData;

/// The type of an argument, about to be asked.
#[derive(Debug)]
pub struct In<T>(PhantomData<fn(T)>);

/// What is known of the type of an argument, or of a result, by its shape.
#[derive(Debug)]
pub struct Input<T> {
    shape: Option<Shape>,
    captured: Captured,
    of: PhantomData<fn(T)>,
}

/// An argument with all that is known of its type, before it has a name and a place.
#[derive(Debug)]
pub struct Argument {
    shape: Shape,
    captured: Captured,
}

impl<T: Wire> In<T> {
    /// The shape and the rules of `T`.
    pub const SHAPE: Input<T> = Input { captured: Captured::argument::<T>(), ..Input::of(T::SHAPE) };
}

/// The answers for a type that does not implement [`Wire`].
pub trait Unnamed<T> {
    /// Nothing is known.
    const SHAPE: Input<T> = Input::UNKNOWN;
}

impl<T> Unnamed<T> for In<T> {}

impl<T> Input<T> {
    /// Nothing is known.
    pub(crate) const UNKNOWN: Self = Self { shape: None, captured: Captured::NOTHING, of: PhantomData };

    /// This shape is known.
    const fn of(shape: Shape) -> Self {
        Self { shape: Some(shape), ..Self::UNKNOWN }
    }

    /// The shape and the description of `T` are known.
    pub(crate) const fn of_result<V: Wire>() -> Self {
        Self { captured: Captured::result::<V>(), ..Self::of(V::SHAPE) }
    }

    /// The functions, as far as they are known.
    pub(crate) const fn captured(&self) -> Captured {
        self.captured
    }

    /// The shape, or for a type without one its written name.
    pub const fn or(self, written: &str) -> Self {
        self.or_shape(Shape::named(written))
    }

    /// The shape, or for a list without one the written name of its items.
    pub const fn or_each(self, written: &str) -> Self {
        self.or_shape(Shape::sequence(Shape::named(written)))
    }

    /// The shape, or for a type without one what can be told of it.
    pub const fn or_shape(mut self, told: Shape) -> Self {
        self.shape = Some(match self.shape {
            Some(shape) => shape,
            None => told,
        });
        self
    }

    pub(crate) const fn shape(&self) -> Shape {
        match self.shape {
            Some(shape) => shape,
            None => Shape::unit(),
        }
    }

    /// Of actions alone.
    pub const fn sent(self) -> Argument
    where
        T: Sendable,
    {
        Argument { shape: self.shape(), captured: self.captured.sent::<T>() }
    }

    /// Of a route.
    pub const fn shown(self) -> Argument
    where
        T: Routable,
    {
        let captured = self.captured.sent::<T>();
        #[cfg(feature = "server")]
        let captured = captured.shown::<T>();
        Argument { shape: self.shape(), captured }
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
        Param { captured: self.captured, ..Param::new(name, place, self.shape) }
    }
}
