//! Whether an argument can be where it is taken from, and a result be an answer: what only an evaluated constant knows of its type, told by the type checker.
//!
//! In: a method, the number of an argument, and its type. Out: nothing, or one error at the type. Generated code asks in a constant of its own:
//! `const _: InPath<Hands, { fits(&ClockSpec::AT, 0) }> = Checked;`. A constant that panics would say so in the compiler's words, and could not name the type.

use super::method::{MethodSpec, Param, Place};
use crate::wire::Checked;

/// Whether an argument, counted from 0, is where calls can succeed.
pub const fn fits(method: &MethodSpec, argument: usize) -> bool {
    let param = &method.params[argument];
    let fits_a_form = !(method.takes_form && param.shape.carry().is_never());
    fits_a_form && is_a_file_alone(method, argument) && is_in_its_place(param)
}

/// Whether nothing would be lost of the value of a success that is not sent.
pub const fn is_empty(method: &MethodSpec) -> bool {
    method.returned.is_empty
}

/// Whether callers can be sent the value of a success.
pub const fn is_sendable(method: &MethodSpec) -> bool {
    !method.returned.holds_a_file
}

const fn is_a_file_alone(method: &MethodSpec, argument: usize) -> bool {
    let param = &method.params[argument];
    let mut is_alone = !param.shape.carry().is_misplaced();
    let mut before = 0;
    while before < argument {
        is_alone = is_alone && !(param.is_file() && method.params[before].is_file());
        before += 1;
    }
    is_alone
}

const fn is_in_its_place(param: &Param) -> bool {
    let words = param.shape.words();
    match param.place {
        Place::Path => words.may_be_one(),
        Place::QueryParam | Place::Header(_) => words.may_be_of_one_name(),
        Place::Query => words.may_be_spread(),
        Place::Body | Place::Member | Place::Action => true,
    }
}

/// A type in a path template.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a path capture, which is one value",
    label = "several values, or fields",
    note = "write a type of one value, such as a number or a `String`, or take the argument from the query or the body"
)]
pub trait PathCapture<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// A type in one parameter of the query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be one query parameter, which is one value or a list of values",
    label = "has fields",
    note = "mark the argument `#[query]`, and each field becomes a parameter of its own"
)]
pub trait QueryParameter<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// A type spread over the query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the query, where each field is one value or a list of values",
    label = "its fields are not known, or one of them has fields of its own",
    note = "put `#[trifold::model]` on the type and write out fields of fields, or take the argument from the body",
    note = "one value of a type of another crate needs no `#[query]` in a GET, and is a field of a `#[model]` struct elsewhere"
)]
pub trait WholeQuery<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// A type in a header.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a header, which is one value or a list of values",
    label = "has fields",
    note = "write a type without fields, or take the argument from the query or the body"
)]
pub trait HeaderArgument<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// A type in a form.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a method marked `#[form]`: no form can carry it",
    label = "holds any JSON, a file, or numbers or booleans that serde keeps as text",
    note = "serde keeps them so below `#[serde(flatten)]`, `tag = \"..\"` and `untagged`",
    note = "write fields of known types, or remove `#[form]`"
)]
pub trait FormArgument<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// A type in a body, or of an action.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a second file of its method, or holds a file",
    label = "a method takes one file, as an argument of its own",
    note = "take the file out of the type and write `file: trifold::Upload` beside it; write a method for each of two files"
)]
pub trait BodyArgument<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// What a route returns whose status has no body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` would be lost: a success with this status has no body",
    label = "never sent",
    note = "return `()`, or use status 200"
)]
pub trait WithoutBody<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

/// What a method returns that is no `Upload`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned: callers send an `Upload`, and no answer holds one",
    label = "not an answer",
    note = "return `trifold::Download`"
)]
pub trait WithoutFile<const FITS: bool> {
    /// [`Checked`].
    type Yes;
}

macro_rules! places {
    ($($place:ident $alias:ident)*) => { $(
        impl<T> $place<true> for T {
            type Yes = Checked;
        }

        #[doc = concat!("[`Checked`], of a type that is a [`", stringify!($place), "`].")]
        pub type $alias<T, const FITS: bool> = <T as $place<FITS>>::Yes;
    )* };
}

places! {
    PathCapture InPath
    QueryParameter InParameter
    WholeQuery InQuery
    HeaderArgument InHeader
    FormArgument InForm
    BodyArgument InBody
    WithoutBody Bodiless
    WithoutFile Answered
}
