//! Whether an argument can be where it is taken from: what only the compiler knows of its type.
//!
//! In: a method and the number of an argument. Out: nothing, or a panic while the user's crate is compiled. Generated code asks in a constant of
//! its own, which nothing else names: so rustc tells it once, at the type, and not again of each constant that is made of that one.

use super::method::{MethodSpec, Param, Place};

/// Asks about one argument, counted from 0.
///
/// # Panics
/// At compile time, where every call would fail.
#[track_caller]
pub const fn fits(method: &MethodSpec, argument: usize) {
    let param = &method.params[argument];
    is_a_file_alone(method, argument);
    assert!(
        !(method.takes_form && param.shape.carry().is_never()),
        "no form can carry this argument, and its method is marked `#[form]`: it holds any JSON, or a number or a boolean where serde \
         keeps text as text (below `#[serde(flatten)]`, `tag = \"..\"` or `untagged`); write fields of known types, or remove `#[form]`"
    );
    is_in_its_place(param);
}

#[track_caller]
const fn is_a_file_alone(method: &MethodSpec, argument: usize) {
    let param = &method.params[argument];
    assert!(!param.shape.carry().is_misplaced(), "an `Upload` is an argument of its own: it cannot be within another type");
    let mut before = 0;
    while before < argument {
        let are_two = param.is_file() && method.params[before].is_file();
        assert!(!are_two, "this is a second file, and a method takes one at most; write a method for each `Upload`");
        before += 1;
    }
}

#[track_caller]
const fn is_in_its_place(param: &Param) {
    let words = param.shape.words();
    match param.place {
        Place::Path => assert!(
            words.may_be_one(),
            "a path capture is one value, and a value of this type is several, or has fields; write the type of one value, or take the argument from the query or the body"
        ),
        Place::QueryParam => assert!(
            words.may_be_of_one_name(),
            "a parameter of the query is one value or a list of them, and a value of this type has fields; mark the argument `#[query]`"
        ),
        Place::Query => assert!(
            words.may_have_fields() && !words.is_nested(),
            "the query has texts by name, and a field or an item of this type has fields of its own; write those fields out, or take the \
             argument from the body"
        ),
        Place::Header(_) => assert!(
            words.may_be_of_one_name(),
            "a header is one value or a list of them, and a value of this type has fields; write a type without fields, or take the argument from the query or the body"
        ),
        Place::Body | Place::Member | Place::Action => {}
    }
}
