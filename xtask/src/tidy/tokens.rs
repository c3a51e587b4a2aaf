//! Small questions about token trees.

use proc_macro2::{Delimiter, TokenTree};

/// Returns true if the token is this word.
pub(super) fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// Returns true if the token is this sign.
pub(super) fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Returns true if `::` stands at `at`.
pub(super) fn is_path_sign(tokens: &[TokenTree], at: usize) -> bool {
    is_sign(tokens.get(at), ':') && is_sign(tokens.get(at + 1), ':')
}

/// Returns true if the token is a group between these delimiters.
pub(super) fn is_group(token: Option<&TokenTree>, delimiter: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

/// The place after the attribute that begins at `at`, and whether it says `#[cfg(test)]`; nothing where none begins.
pub(super) fn attribute(tokens: &[TokenTree], at: usize) -> Option<(usize, bool)> {
    if !is_sign(tokens.get(at), '#') {
        return None;
    }
    let at = if is_sign(tokens.get(at + 1), '!') { at + 2 } else { at + 1 };
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let text: String = group.stream().to_string().split_whitespace().collect();
            Some((at + 1, text == "cfg(test)"))
        }
        _ => None,
    }
}

/// The place after the item that begins at `at`: after its `;`, or after its braces.
pub(super) fn end_of_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while at < tokens.len() && !is_sign(tokens.get(at), ';') && !is_group(tokens.get(at), Delimiter::Brace) {
        at += 1;
    }
    // Braces may be a tree of `use`, or a body before `;`.
    if is_sign(tokens.get(at + 1), ';') { at + 2 } else { at + 1 }
}
