//! `impl Server` stands in `builder/` alone: what an application may set is in one place.

use proc_macro2::{Delimiter, TokenTree};

use super::fault::{Fault, Rule};
use super::rooms::SERVER;
use super::tokens::{is_group, is_word};
use super::tree::Tree;

/// Names each `impl Server` elsewhere.
pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let elsewhere = tree.files.iter().filter(|file| file.path.strip_prefix(SERVER).is_some_and(|within| !within.starts_with("builder/")));
    elsewhere
        .flat_map(|file| {
            let tokens: Vec<_> = file.tokens.clone().into_iter().collect();
            lines(&tokens).into_iter().map(|line| {
                Fault::new(
                    Rule::ServerImpl,
                    &file.path,
                    line,
                    "`impl Server` stands in `builder/` alone: give the policy a setter, and call it there",
                )
            })
        })
        .collect()
}

fn lines(tokens: &[TokenTree]) -> Vec<usize> {
    let is_impl = |window: &&[TokenTree]| {
        is_word(window.first(), "impl") && is_word(window.get(1), "Server") && is_group(window.get(2), Delimiter::Brace)
    };
    tokens.windows(3).filter(is_impl).map(|window| window[0].span().start().line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{lines, server};
    use super::*;

    #[test]
    fn impl_server_outside_of_the_builder_is_a_fault() {
        let text = "struct A;\nimpl Server { fn f() {} }\nimpl Clone for Server {}";
        assert_eq!(lines(&check(&server(&[("guard/host.rs", text), ("builder/options.rs", text)]))), [("guard/host.rs".to_owned(), 2)]);
    }
}
