//! A `mod.rs` holds its header, `mod` lines and re-exports, and nothing else.

use proc_macro2::{Delimiter, TokenTree};

use super::fault::{Fault, Rule};
use super::tokens::{attribute, end_of_item, is_group, is_sign, is_word};
use super::tree::Tree;

/// Names the first thing in each `mod.rs` that is neither.
pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let faces = tree.files.iter().filter(|file| file.path.ends_with("/mod.rs"));
    let fault = |file: &super::tree::Source| {
        let line = first_code(&file.tokens.clone().into_iter().collect::<Vec<_>>())?;
        Some(Fault::new(
            Rule::Face,
            &file.path,
            line,
            "a `mod.rs` holds its header, `mod` lines and re-exports: move the code into a file of its own",
        ))
    };
    faces.filter_map(fault).collect()
}

/// The line of the first item that is neither a module in another file nor a re-export.
fn first_code(tokens: &[TokenTree]) -> Option<usize> {
    let mut at = 0;
    while at < tokens.len() {
        if let Some((next, _)) = attribute(tokens, at) {
            at = next;
            continue;
        }
        let start = at;
        let is_public = is_word(tokens.get(at), "pub");
        if is_public {
            at += if is_group(tokens.get(at + 1), Delimiter::Parenthesis) { 2 } else { 1 };
        }
        let is_module = is_word(tokens.get(at), "mod") && is_sign(tokens.get(at + 2), ';');
        let is_given_on = is_public && is_word(tokens.get(at), "use");
        if !is_module && !is_given_on {
            return Some(tokens[start].span().start().line);
        }
        at = end_of_item(tokens, at);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{lines, tree};
    use super::*;

    #[test]
    fn code_in_a_face_is_a_fault() {
        let face = "//! Header.\n\nmod a;\n#[cfg(test)]\nmod tests;\n\npub(super) use a::{A, b::B};\npub use a::C;\n";
        assert_eq!(check(&tree(&[("f/mod.rs", face), ("f/a.rs", "fn f() {}")])), []);
        for code in ["use a::A;", "fn f() {}", "mod b {}", "pub struct S;"] {
            assert_eq!(lines(&check(&tree(&[("f/mod.rs", &format!("{face}{code}"))]))), [("f/mod.rs".to_owned(), 9)]);
        }
    }
}
