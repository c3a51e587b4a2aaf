//! The paths in a file that lead to other modules of its crate: of `use` lines, and of the code itself.
//!
//! In: tokens, so what macros are given counts too. Out: whole paths from the root of the crate. Code of `#[cfg(test)]` and visibilities are no
//! imports.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::tokens::{attribute, end_of_item, is_group, is_path_sign, is_sign, is_word};
use super::tree::Source;

/// A path to a module of the same crate, or to something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    /// The name under which a face gives it on: `pub use`.
    pub(super) given_as: Option<String>,
}

/// Collects the imports of a file. `children` are the modules that stand below it.
pub(super) fn of(source: &Source, children: &[String]) -> Vec<Import> {
    let mut scan = Scan { module: source.module.clone(), children, found: Vec::new() };
    scan.stream(source.tokens.clone());
    scan.found
}

struct Scan<'a> {
    /// The module that is being read, inline ones included.
    module: Vec<String>,
    children: &'a [String],
    found: Vec<Import>,
}

impl Scan<'_> {
    fn stream(&mut self, stream: TokenStream) {
        let tokens: Vec<_> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(&tokens, at);
        }
    }

    /// Reads what begins at `at`, and returns where the next thing begins.
    fn step(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if let Some((next, is_test)) = attribute(tokens, at) {
            return if is_test { end_of_item(tokens, next) } else { next };
        }
        match &tokens[at] {
            TokenTree::Ident(word) if word == "pub" => {
                let next = if is_group(tokens.get(at + 1), Delimiter::Parenthesis) { at + 2 } else { at + 1 };
                if is_word(tokens.get(next), "use") { self.uses(tokens, next + 1, true) } else { next }
            }
            TokenTree::Ident(word) if word == "use" && !is_sign(tokens.get(at + 1), '<') => self.uses(tokens, at + 1, false),
            TokenTree::Ident(word) if word == "mod" => self.inline(tokens, at),
            TokenTree::Ident(_) if is_path_sign(tokens, at + 1) && !follows_path_sign(tokens, at) => self.path(tokens, at),
            TokenTree::Group(group) => {
                self.stream(group.stream());
                at + 1
            }
            _ => at + 1,
        }
    }

    /// `mod name { .. }`
    fn inline(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match (tokens.get(at + 1), tokens.get(at + 2)) {
            (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) => {
                self.module.push(name.to_string());
                self.stream(body.stream());
                self.module.pop();
                at + 3
            }
            _ => at + 1,
        }
    }

    /// A path in code.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize) -> usize {
        let line = tokens[at].span().start().line;
        let mut words = Vec::new();
        while let Some(TokenTree::Ident(word)) = tokens.get(at) {
            words.push(word.to_string());
            if !is_path_sign(tokens, at + 1) {
                at += 1;
                break;
            }
            at += 3;
        }
        self.keep(words, line, None);
        at
    }

    /// The tree of a `use`, which begins at `at`.
    fn uses(&mut self, tokens: &[TokenTree], at: usize, is_given_on: bool) -> usize {
        let end = (at..tokens.len()).find(|at| is_sign(tokens.get(*at), ';')).unwrap_or(tokens.len());
        self.branch(&tokens[at..end], &[], is_given_on);
        end + 1
    }

    fn branch(&mut self, tokens: &[TokenTree], before: &[String], is_given_on: bool) {
        let mut words = before.to_vec();
        let mut given_as = None;
        let mut line = 0;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "as" => {
                    given_as = tokens.get(at + 1).map(TokenTree::to_string);
                    break;
                }
                TokenTree::Ident(word) => {
                    line = word.span().start().line;
                    words.push(word.to_string());
                }
                TokenTree::Punct(sign) if sign.as_char() == '*' => {
                    line = sign.span().start().line;
                    words.push("*".to_owned());
                }
                TokenTree::Group(group) => {
                    let leaves: Vec<_> = group.stream().into_iter().collect();
                    for leaf in leaves.split(|token| is_sign(Some(token), ',')).filter(|leaf| !leaf.is_empty()) {
                        self.branch(leaf, &words, is_given_on);
                    }
                    return;
                }
                _ => {}
            }
        }
        if words.len() > 1 && words.last().is_some_and(|word| word == "self") {
            words.pop();
        }
        let given_as = given_as.or_else(|| words.last().cloned()).filter(|_| is_given_on);
        self.keep(words, line, given_as);
    }

    /// Keeps a path that leads into this crate, from its root.
    fn keep(&mut self, words: Vec<String>, line: usize, given_as: Option<String>) {
        let mut words = words.into_iter().peekable();
        let mut path = match words.peek().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super" | "self") => self.module.clone(),
            Some(word) if self.children.iter().any(|child| child == word) => self.module.clone(),
            _ => return,
        };
        while let Some(word) = words.next_if(|word| matches!(word.as_str(), "crate" | "self" | "super")) {
            if word == "super" {
                path.pop();
            }
        }
        path.extend(words);
        self.found.push(Import { path, line, given_as });
    }
}

/// Returns true if `::` stands right before `at`.
fn follows_path_sign(tokens: &[TokenTree], at: usize) -> bool {
    let is_joint =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
    at >= 2 && is_sign(tokens.get(at - 1), ':') && is_joint(&tokens[at - 2])
}
