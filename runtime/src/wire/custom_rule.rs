//! A rule of the user's own: `#[garde(custom(function))]`.
//!
//! In: a function. Out: its answer about a value. Generated code calls it through here, so that a function of another signature is one error, at its name.

use std::fmt::Display;

/// A function that `custom(..)` takes: one of a value and of `&()`, which refuses with anything that can be shown.
#[diagnostic::on_unimplemented(
    message = "`custom(..)` takes a function of a reference to the value and of `&()`, which gives a `Result<(), impl Display>`",
    label = "a function of another signature",
    note = "write `fn check(value: &T, _: &()) -> Result<(), String>`, where `T` is the field's type, or what it dereferences to"
)]
pub trait CustomRule<T: ?Sized> {
    /// Asks about a value.
    ///
    /// # Errors
    /// The fault of the value, in words.
    fn ask(self, value: &T) -> Result<(), String>;
}

#[diagnostic::do_not_recommend]
impl<F, T: ?Sized, E: Display> CustomRule<T> for F
where
    F: FnOnce(&T, &()) -> Result<(), E>,
{
    fn ask(self, value: &T) -> Result<(), String> {
        self(value, &()).map_err(|fault| fault.to_string())
    }
}

/// A rule that takes values of a type.
#[derive(Debug)]
pub struct Custom<F, T: ?Sized> {
    function: F,
    /// Known here, so that what is wrong with the function is not said once more where it is called.
    ask: fn(F, &T) -> Result<(), String>,
}

/// The rule of a function.
pub fn custom<F: CustomRule<T>, T: ?Sized>(function: F) -> Custom<F, T> {
    Custom { function, ask: F::ask }
}

/// The rule of a closure, whose parameters are those of the call: they need no types beyond the value's.
pub fn custom_closure<F, T: ?Sized, E: Display>(closure: F) -> Custom<F, T>
where
    F: FnOnce(&T, &()) -> Result<(), E>,
{
    custom(closure)
}

impl<F, T: ?Sized> Custom<F, T> {
    /// Asks about a value.
    ///
    /// # Errors
    /// The fault of the value, in words.
    pub fn about(self, value: &T) -> Result<(), String> {
        (self.ask)(self.function, value)
    }
}
