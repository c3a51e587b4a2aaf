//! Asks the compiler whether a type implements [`Wire`], without requiring it.
//!
//! An inherent item is preferred to a trait's, and the inherent ones exist only where the bound holds; so the same tokens mean the
//! real shape for a model, and the written name for a type from elsewhere.

use super::table::{Type, TypeFn};
use super::{Faults, Shape, Wire};

/// A type, or a value of it, about to be asked.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(pub T);

/// What a probe found of a type's shape.
#[derive(Debug, Clone, Copy)]
pub struct Seen(Option<Shape>);

impl Seen {
    /// The shape, or for a type without one its written name.
    pub const fn or(self, written: &str) -> Shape {
        match self.0 {
            Some(shape) => shape,
            None => Shape::named(written),
        }
    }

    /// The shape, or for a type without one what can be told of it.
    pub const fn or_shape(self, told: Shape) -> Shape {
        match self.0 {
            Some(shape) => shape,
            None => told,
        }
    }
}

impl<T: Wire + ?Sized> Probe<T> {
    /// The shape of `T`.
    pub const SHAPE: Seen = Seen(Some(T::SHAPE)); // A cycle? Types that hold each other say so: `#[wire(recursive(Other))]` on each.

    /// The description of `T`.
    pub const TY: TypeFn = T::ty;
}

impl<T: Wire> Probe<&T> {
    /// Adds what is wrong with the value to `faults`.
    pub fn check(&self, faults: &mut Faults<'_>) {
        self.0.check(faults);
    }
}

impl<T: serde::Serialize> Probe<&T> {
    /// The name of the value as a key of a map.
    pub fn key(&self) -> Option<String> {
        super::key::of(self.0)
    }
}

impl<T: std::fmt::Debug + ?Sized> Probe<T> {
    /// `Debug` would show a value.
    pub const IS_DEBUG: bool = true;
}

/// The answers for a type that does not implement [`Wire`].
pub trait Unknown {
    /// Nothing is known.
    const SHAPE: Seen = Seen(None);

    /// Nothing shows a value.
    const IS_DEBUG: bool = false;

    /// Nothing is known.
    const TY: TypeFn = Type::foreign;

    /// It has no name as a key.
    fn key(&self) -> Option<String> {
        None
    }

    /// Nothing is checked.
    fn check(&self, faults: &mut Faults<'_>) {
        let _ = faults;
    }
}

impl<T: ?Sized> Unknown for Probe<T> {}
