//! Whole expansions, reviewed as source: `tests/expand/<case>.rs` and what becomes of it, `tests/expand/<case>.out.rs`.
//!
//! The suite in `tests` compiles both. After a change that is meant: `TRIFOLD_BLESS=1 cargo test -p trifold-macros`, and read the diff.

use super::open_gates;
use crate::{data, pipeline};
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::collections::BTreeSet;
use std::path::Path;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Item, Meta, Token, punctuated::Punctuated};

#[test]
fn a_basic_service() {
    golden("basic");
}

#[test]
fn a_service_with_every_attribute() {
    golden("attributes");
}

#[test]
fn a_model() {
    golden("model");
}

#[test]
fn an_api_error() {
    golden("api_error");
}

/// A longer expansion wants a reason.
#[test]
fn three_methods_stay_below_100_lines() {
    let code = read("basic.out.rs");
    let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
    let names: BTreeSet<_> = code.split("__tf::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next()).collect();
    assert!(lines < 100 && names.len() < 25, "{lines} lines, {names:?}");
}

#[test]
fn an_expansion_silences_no_lint() {
    for service in ["basic.out.rs", "attributes.out.rs"] {
        assert!(!read(service).contains("#[allow"), "{service}");
    }
}

#[track_caller]
fn golden(case: &str) {
    let source: syn::File = syn::parse_str(&read(&format!("{case}.rs"))).unwrap();
    let expanded = prettyplease::unparse(&expand(source));
    let name = format!("{case}.out.rs");
    if std::env::var_os("TRIFOLD_BLESS").is_some() {
        std::fs::write(folder().join(&name), &expanded).unwrap();
    }
    let blessed = read(&name);
    let difference = expanded.lines().zip(blessed.lines()).find(|(ours, theirs)| ours != theirs);
    assert!(
        expanded == blessed,
        "tests/expand/{name} is not what becomes of {case}.rs; the first difference:\n{difference:#?}\n\
         If the change is meant: TRIFOLD_BLESS=1 cargo test -p trifold-macros"
    );
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expand")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_default()
}

/// The file with our macros expanded, and the gates of the server and the native client open.
fn expand(mut file: syn::File) -> syn::File {
    file.items = file.items.into_iter().flat_map(expand_item).collect();
    file
}

fn expand_item(mut item: Item) -> Vec<Item> {
    match take_macro(&mut item) {
        Some(Meta::List(list)) if list.path.segments.last().unwrap().ident == "service" => {
            items(pipeline::service(list.tokens, item.into_token_stream()))
        }
        Some(_) => items(data::model(TokenStream::new(), item.into_token_stream())).into_iter().flat_map(expand_derives).collect(),
        None => expand_derives(item),
    }
}

/// Replaces our derives by what they emit.
fn expand_derives(mut item: Item) -> Vec<Item> {
    let source = item.to_token_stream();
    let emitted = match () {
        () if take_derive(&mut item, "ApiError") => {
            WithoutHelpers(&["internal", "schemars", "serde", "status", "wire"]).visit_item_mut(&mut item);
            data::api_error(source)
        }
        () if take_derive(&mut item, "Wire") => {
            WithoutHelpers(&["garde", "schemars", "sensitive", "serde", "wire"]).visit_item_mut(&mut item);
            data::wire(source)
        }
        () => TokenStream::new(),
    };
    [item].into_iter().chain(items(emitted)).collect()
}

fn items(tokens: TokenStream) -> Vec<Item> {
    syn::parse2::<syn::File>(open_gates(tokens)).unwrap().items
}

/// `#[trifold::service(..)]` or `#[trifold::model]`, taken off its item.
fn take_macro(item: &mut Item) -> Option<Meta> {
    let attributes = attributes(item)?;
    let is_ours = |attribute: &Attribute| attribute.path().segments.first().is_some_and(|first| first.ident == "trifold");
    let place = attributes.iter().position(is_ours)?;
    Some(attributes.remove(place).meta)
}

/// Takes a macro of this name off the derives.
fn take_derive(item: &mut Item, name: &str) -> bool {
    let mut is_there = false;
    let derives = attributes(item).into_iter().flatten().filter(|attribute| is_derive(attribute));
    for attribute in derives {
        let paths = attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated).unwrap();
        let (ours, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.segments.last().unwrap().ident == name);
        is_there |= !ours.is_empty();
        *attribute = syn::parse_quote!(#[derive(#(#others),*)]);
    }
    attributes(item).into_iter().for_each(|attributes| attributes.retain(|attribute| !is_empty_derive(attribute)));
    is_there
}

fn is_derive(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "derive")
}

fn is_empty_derive(attribute: &Attribute) -> bool {
    is_derive(attribute) && attribute.meta.require_list().is_ok_and(|list| list.tokens.is_empty())
}

fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Trait(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        _ => None,
    }
}

/// Drops the attributes that a derive read, and that mean nothing without it.
struct WithoutHelpers(&'static [&'static str]);

impl VisitMut for WithoutHelpers {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| !self.0.iter().any(|name| attribute.path().is_ident(name)));
    }
}
