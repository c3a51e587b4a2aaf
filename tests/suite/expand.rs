//! The golden expansions are code: what a macro stands above and what becomes of it promise the same.
//!
//! `<case>_out` is as prettyplease prints it; `TRIFOLD_BLESS=1 cargo test -p trifold-macros` writes it.

#![allow(
    dead_code,
    non_shorthand_field_patterns,
    unreachable_pub,
    clippy::complexity,
    clippy::style,
    reason = "nobody looks for these in an expansion"
)]

#[path = "../expand/api_error.rs"]
mod api_error;
#[path = "../expand/api_error.out.rs"]
#[rustfmt::skip]
mod api_error_out;
#[path = "../expand/attributes.rs"]
mod attributes;
#[path = "../expand/attributes.out.rs"]
#[rustfmt::skip]
mod attributes_out;
#[path = "../expand/basic.rs"]
mod basic;
#[path = "../expand/basic.out.rs"]
#[rustfmt::skip]
mod basic_out;
#[path = "../expand/model.rs"]
mod model;
#[path = "../expand/model.out.rs"]
#[rustfmt::skip]
mod model_out;
#[path = "../expand/types.rs"]
mod types;

use trifold::{ApiError, Wire};

#[test]
fn services_promise_the_same() {
    assert_eq!(basic::TodosSpec::METHODS, basic_out::TodosSpec::METHODS);
    assert_eq!(basic::TodosSpec::openapi(1), basic_out::TodosSpec::openapi(1));
    assert_eq!(attributes::TodosSpec::METHODS, attributes_out::TodosSpec::METHODS);
    for version in 1..=3 {
        assert_eq!(attributes::TodosSpec::openapi(version), attributes_out::TodosSpec::openapi(version));
    }
}

#[test]
fn types_have_the_same_shape() {
    assert_eq!(model::Card::SHAPE, model_out::Card::SHAPE);
    assert_eq!(model::Both::<u8, u8>::SHAPE, model_out::Both::<u8, u8>::SHAPE);
    assert_eq!(api_error::TodoError::SHAPE, api_error_out::TodoError::SHAPE);
    assert_eq!(api_error::TodoError::VARIANTS, api_error_out::TodoError::VARIANTS);
}
