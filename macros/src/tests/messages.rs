//! What each mistake is told, without the compiler: the cases of `tests/compile` go through the macros, all in a second.
//!
//! In: the cases, and the blessed words of rustc beside them. An error of the macros must be there in its own words and at its own place; a
//! case whose error is rustc's (of a type, of a lint) must pass the macros without one. That rustc says so too is for `tests/compile` to see.

use super::{errors, open_gates};
use crate::{data, pipeline};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::path::{Path, PathBuf};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Token};

#[test]
fn every_mistake_is_told_as_blessed() {
    let cases = files("fail/*");
    assert!(cases.len() > 200, "{} cases", cases.len());
    let wrong: Vec<_> = cases.iter().filter_map(|case| difference(case)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_must_compile_is_told_nothing() {
    for case in files("pass") {
        assert_eq!(told(&case), [] as [Told; 0], "{}", case.display());
    }
}

/// A message, and where it points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    line: usize,
    column: usize,
    message: String,
}

fn difference(case: &Path) -> Option<String> {
    let (told, blessed) = (told(case), blessed(case));
    (told != blessed).then(|| format!("{}\n  told:    {told:?}\n  blessed: {blessed:?}", case.display()))
}

/// What the macros say of a file.
fn told(case: &Path) -> Vec<Told> {
    let source: TokenStream = std::fs::read_to_string(case).unwrap().parse().unwrap();
    let mut told = Vec::new();
    expand_all(source.clone(), &mut told);
    for Told { line, column, .. } in &mut told {
        *column = token_at(source.clone(), *line, *column).unwrap_or(*column);
    }
    told.sort();
    told
}

/// Where the token begins that is around a place: the macros may point into a literal, which rustc 1.95 shows as the whole of it.
fn token_at(tokens: TokenStream, line: usize, column: usize) -> Option<usize> {
    tokens.into_iter().find_map(|tree| match tree {
        TokenTree::Group(group) => token_at(group.stream(), line, column),
        token => {
            let (start, end) = (token.span().start(), token.span().end());
            (start.line == line && end.line == line && start.column < column && column <= end.column).then_some(start.column + 1)
        }
    })
}

/// What the blessed text has of the macros: an error of a type has a number.
fn blessed(case: &Path) -> Vec<Told> {
    let text = std::fs::read_to_string(case.with_extension("stderr")).unwrap();
    let mut lines = text.lines();
    let mut blessed = Vec::new();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ").filter(|message| !is_theirs(message)) else { continue };
        let place: Vec<usize> = lines.next().unwrap().rsplit(':').take(2).map(|number| number.parse().unwrap()).collect();
        blessed.push(Told { line: place[1], column: place[0], message: message.to_owned() });
    }
    blessed.sort();
    blessed
}

/// An error of rustc's or of serde's, which has no number.
fn is_theirs(message: &str) -> bool {
    const THEIRS: [&str; 7] = [
        "unused ",
        "missing documentation for",
        "usage of an `unsafe` block",
        "expected type, found `)`",
        "unknown serde field attribute",
        "unknown rename rule",
        "future cannot be sent",
    ];
    THEIRS.iter().any(|theirs| message.starts_with(theirs))
}

/// Expands every item under a macro of ours, and what is in its expansion, since `#[model]` leaves a derive there.
fn expand_all(tokens: TokenStream, told: &mut Vec<Told>) {
    for (attributes, item) in items.parse2(tokens).unwrap() {
        expand_item(attributes, item, told);
    }
}

/// Items, as far as one can tell without parsing them: some of the cases do not parse.
fn items(input: ParseStream<'_>) -> syn::Result<Vec<(Vec<Attribute>, Vec<TokenTree>)>> {
    let mut items = Vec::new();
    input.call(Attribute::parse_inner)?;
    while !input.is_empty() {
        let attributes = input.call(Attribute::parse_outer)?;
        let mut item = Vec::new();
        while !input.is_empty() && !item.last().is_some_and(is_end) {
            item.push(input.parse()?);
        }
        items.push((attributes, item));
    }
    Ok(items)
}

/// The last token of an item.
fn is_end(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

fn expand_item(mut attributes: Vec<Attribute>, item: Vec<TokenTree>, told: &mut Vec<Told>) {
    let is_template = item.iter().any(|tree| matches!(tree, TokenTree::Ident(name) if name == "macro_rules"));
    if is_template {
        return;
    }
    within(&item, told);
    let body: TokenStream = item.into_iter().collect();
    let written = |attributes: &[Attribute]| attributes.iter().map(ToTokens::to_token_stream).chain([body.clone()]).collect();
    let place = attributes.iter().position(|attribute| is_named(attribute.path(), &["service", "model"]));
    if let Some(macro_of_ours) = place.map(|place| attributes.remove(place)) {
        let arguments = macro_of_ours.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
        let fold = if is_named(macro_of_ours.path(), &["service"]) { pipeline::service } else { data::model };
        return look_at(fold(arguments, written(&attributes)), told);
    }
    let derives = attributes
        .extract_if(.., |attribute| is_named(attribute.path(), &["derive"]))
        .flat_map(|derive| paths(&derive))
        .collect::<Vec<_>>();
    for derive in derives {
        match derive.segments.last().unwrap().ident.to_string().as_str() {
            "ApiError" => look_at(data::api_error(written(&attributes)), told),
            "Wire" => look_at(data::wire(written(&attributes)), told),
            _ => {}
        }
    }
}

fn look_at(expansion: TokenStream, told: &mut Vec<Told>) {
    told.extend(errors(&expansion).into_iter().map(|(message, span)| {
        let start = span.start();
        Told { line: start.line, column: start.column + 1, message }
    }));
    expand_all(open_gates(expansion), told);
}

/// Items within bodies and modules.
fn within(item: &[TokenTree], told: &mut Vec<Told>) {
    for tree in item {
        if let TokenTree::Group(group) = tree {
            expand_all(group.stream(), told);
        }
    }
}

fn is_named(path: &syn::Path, names: &[&str]) -> bool {
    path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

fn paths(derive: &Attribute) -> Vec<syn::Path> {
    derive.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated).unwrap().into_iter().collect()
}

/// The files of a folder of `tests/compile`; `*` stands for each of its folders.
fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/compile");
    let folders = match folder.strip_suffix("/*") {
        Some(parent) => children(&root.join(parent)),
        None => vec![root.join(folder)],
    };
    let files = folders.iter().flat_map(|folder| children(folder));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn children(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|child| child.unwrap().path()).collect()
}
