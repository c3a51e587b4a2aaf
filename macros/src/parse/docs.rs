//! The text of a doc comment.
//!
//! In: attributes. Out: its lines, and the text that they make, by the compiler where a line is a macro's: `#[doc = include_str!("..")]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The lines as they are written.
pub(crate) fn lines(attributes: &[Attribute]) -> Vec<Expr> {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(line) => Some(line.value.clone()),
        _ => None,
    });
    lines.collect()
}

/// The text, without the margin of the comment and without what rustdoc hides.
pub(crate) fn text(lines: &[Expr]) -> TokenStream {
    match lines.iter().map(literal).collect::<Option<Vec<_>>>() {
        Some(lines) => shown(&lines.join("\n")).to_token_stream(),
        None => {
            let lines = lines.iter().map(|line| literal(line).map_or_else(|| line.to_token_stream(), |text| text.to_token_stream()));
            quote!(::core::concat!(#(#lines, "\n"),*))
        }
    }
}

/// The first line, where it is written here.
pub(crate) fn first_line(lines: &[Expr]) -> String {
    lines.first().and_then(literal).and_then(|text| text.trim().lines().next().map(str::to_owned)).unwrap_or_default()
}

/// One line of `///`, or all of a `/** .. */`, without its margin.
fn literal(line: &Expr) -> Option<String> {
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = line else { return None };
    let text = text.value();
    Some(if text.contains('\n') { block(&text) } else { text.strip_prefix(' ').unwrap_or(&text).trim_end().to_owned() })
}

/// A block comment: its lines may begin with a star, and have a margin in common.
fn block(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_starred = rest.lines().filter(|line| !line.trim().is_empty()).all(|line| line.trim_start().starts_with('*'));
    let rest: Vec<_> = rest.lines().map(|line| if is_starred { line.trim_start().trim_start_matches('*') } else { line }).collect();
    let margin = |line: &&str| line.len() - line.trim_start().len();
    let least = rest.iter().filter(|line| !line.trim().is_empty()).map(margin).min().unwrap_or_default();
    let rest = rest.iter().map(|line| line.get(least..).unwrap_or_default().trim_end());
    [first.trim()].into_iter().chain(rest).collect::<Vec<_>>().join("\n")
}

/// The text as rustdoc shows it: within code, lines that begin with `#` and a space are for the compiler.
fn shown(text: &str) -> String {
    let mut is_code = false;
    let is_shown = |line: &&str| {
        let line = line.trim_start();
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        is_fence || !is_code || !(line == "#" || line.starts_with("# "))
    };
    text.lines().filter(is_shown).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[track_caller]
    fn check(attributes: &[Attribute], expected: &TokenStream) {
        assert_eq!(text(&lines(attributes)).to_string(), expected.to_string());
    }

    #[test]
    fn a_comment_has_no_margin() {
        check(&[parse_quote!(#[doc = " One."]), parse_quote!(#[doc = ""]), parse_quote!(#[doc = "  two"])], &quote!("One.\n\n two"));
        check(&[parse_quote!(#[doc = "\n        One.\n\n        two\n    "])], &quote!("One.\n\ntwo"));
        check(&[parse_quote!(#[doc = "\n     * One.\n     *\n     * two\n     "])], &quote!("One.\n\ntwo"));
    }

    #[test]
    fn what_is_hidden_is_not_shown() {
        let code = parse_quote!(#[doc = " # Heading\n ```\n # fn main() {\n go();\n #\n ```"]);
        check(&[code], &quote!("# Heading\n```\ngo();\n```"));
    }

    #[test]
    fn a_macro_is_left_to_the_compiler() {
        let attributes = [parse_quote!(#[doc = " One."]), parse_quote!(#[doc = include_str!("two.md")])];
        check(&attributes, &quote!(::core::concat!("One.", "\n", include_str!("two.md"), "\n")));
        assert_eq!(first_line(&lines(&attributes)), "One.");
    }
}
