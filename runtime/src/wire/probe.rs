//! Asks the compiler whether a type implements [`Wire`], without requiring it.
//!
//! An inherent item is preferred to a trait's, and the inherent ones exist only where the bound holds; so the same tokens mean the
//! real shape for a model, and the written name for a type from elsewhere.

#[cfg(feature = "server")]
use super::extra::Extra;
use super::table::{Type, TypeFn};
use super::{Codec, Faults, Shape, Wire};

/// A type, or a value of it, about to be asked.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(pub T);

/// What a probe found of a type's shape.
#[derive(Debug, Clone, Copy)]
pub struct ProbedShape(Option<Shape>);

impl ProbedShape {
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

impl<T: Wire> Probe<T> {
    /// The shape of `T`.
    pub const SHAPE: ProbedShape = ProbedShape(Some(T::SHAPE)); // A cycle? Types that hold each other say so: `#[wire(recursive(Other))]` on each.

    /// The description of `T`.
    pub const TY: TypeFn = T::ty;
}

impl<T: Wire> Probe<T> {
    /// The functions that read and write `T`.
    pub const CODEC: Codec<T> = Codec::OWN;
}

impl<T: Wire> Probe<&T> {
    /// Adds what is wrong with the value to `faults`.
    pub fn check(&self, faults: &mut Faults<'_>) {
        self.0.check(faults);
    }
}

#[cfg(feature = "server")]
impl<T: serde::Serialize> Probe<T> {
    /// The value as JSON.
    pub fn value(&self) -> Option<serde_json::Value> {
        serde_json::to_value(&self.0).ok()
    }
}

#[cfg(feature = "server")]
impl<T: schemars::JsonSchema + ?Sized> Probe<T> {
    /// The JSON Schema of `T`.
    pub const EXTRA: Extra = Extra::of::<T>();
}

#[cfg(feature = "server")]
impl<T: Default + serde::Serialize> Probe<T> {
    /// The default of `T`.
    pub const DEFAULT: Option<fn() -> Option<serde_json::Value>> = Some(|| serde_json::to_value(T::default()).ok());
}

impl<T: std::fmt::Debug + ?Sized> Probe<T> {
    /// `Debug` would show a value.
    pub const IS_DEBUG: bool = true;
}

/// The answer for a type that does not implement [`Wire`].
pub trait Unowned<T> {
    /// There are no functions of its own.
    const CODEC: Codec<T> = Codec::UNKNOWN;
}

impl<T> Unowned<T> for Probe<T> {}

/// The answers for a type that does not implement [`Wire`].
pub trait Unknown {
    /// Nothing is known.
    const SHAPE: ProbedShape = ProbedShape(None);

    /// Nothing shows a value.
    const IS_DEBUG: bool = false;

    /// Nothing is known.
    const TY: TypeFn = Type::foreign;

    /// It shows nothing.
    #[cfg(feature = "server")]
    const EXTRA: Extra = Extra::NOTHING;

    /// It has no default that can be shown.
    #[cfg(feature = "server")]
    const DEFAULT: Option<fn() -> Option<serde_json::Value>> = None;

    /// It cannot be shown.
    #[cfg(feature = "server")]
    fn value(&self) -> Option<serde_json::Value> {
        None
    }

    /// Nothing is checked.
    fn check(&self, faults: &mut Faults<'_>) {
        let _ = faults;
    }
}

impl<T: ?Sized> Unknown for Probe<T> {}
