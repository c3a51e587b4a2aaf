//! Tests of the pure core: tokens in, tokens or messages out, no compiler.

mod data;
mod expansion;
mod fallback;
mod golden;
mod limits;
mod marks;
mod messages;
mod readable;
mod refreshes;
mod rest;
mod routes;
mod rules;
mod security;
mod shapes;
mod signatures;
mod words;

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};

/// The messages of the `compile_error!`s in an expansion.
fn messages(tokens: &TokenStream) -> Vec<String> {
    errors(tokens).into_iter().map(|(message, _)| message).collect()
}

/// The messages, and where they point.
fn errors(tokens: &TokenStream) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (i, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(ident) if ident == "compile_error" => {
                found.extend(trees.get(i + 2).and_then(message).map(|message| (message, ident.span())));
            }
            TokenTree::Group(group) => found.extend(errors(&group.stream())),
            _ => {}
        }
    }
    found
}

fn message(arguments: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = arguments else { return None };
    syn::parse2::<syn::LitStr>(group.stream()).ok().map(|text| text.value())
}

/// The expansion of a trait, perhaps under `#[service(..)]`.
fn service(source: &str) -> TokenStream {
    let (args, item) = match source.trim().strip_prefix("#[service") {
        Some(rest) => rest.split_once(']').unwrap(),
        None => ("", source),
    };
    let args: TokenStream = args.parse().unwrap();
    let inner = args.into_iter().next().map(|tree| match tree {
        TokenTree::Group(group) => group.stream(),
        other => panic!("{other} is not in parentheses"),
    });
    crate::pipeline::service(inner.unwrap_or_default(), item.parse().unwrap())
}

/// Code without what a formatter decides: spaces, line breaks, commas at ends. `p` stands for the runtime's door.
fn squeeze(code: &str) -> String {
    let squeezed: String = code.split_whitespace().collect();
    let mut squeezed = squeezed.replace("::trifold::__private::", "p::").replace("__tf::", "p::");
    for end in [")", "]", "}", ">"] {
        squeezed = squeezed.replace(&format!(",{end}"), end);
    }
    squeezed
}

/// Asserts that `expected` is somewhere in the code.
#[track_caller]
fn contains(code: TokenStream, expected: &str) {
    let code = squeeze(&pretty(code));
    assert!(code.contains(&squeeze(expected)), "{expected}\nis not in\n{code}");
}

/// Asserts that a trait with these methods gives exactly this message.
#[track_caller]
fn refuses(methods: &str, expected: &str) {
    refuses_trait(&format!("trait T {{ {methods} }}"), expected);
}

/// Asserts that a trait, perhaps under `#[service(..)]`, gives exactly this message.
#[track_caller]
fn refuses_trait(source: &str, expected: &str) {
    assert_eq!(messages(&service(source)), [expected], "{source}");
}

/// Asserts that a trait with these methods gives no message.
#[track_caller]
fn accepts(methods: &str) {
    accepts_trait(&format!("trait T {{ {methods} }}"));
}

/// Asserts that a trait gives no message.
#[track_caller]
fn accepts_trait(source: &str) {
    assert_eq!(messages(&service(source)), [""; 0], "{source}");
}

/// The expansion as `rustfmt` would print it, with the gates open.
fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(open_gates(tokens)).unwrap())
}

/// Replaces `::trifold::__server! { .. }` by what is in it, and likewise `__extra!`.
fn open_gates(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut opened: Vec<TokenTree> = Vec::new();
    let mut rest = trees.into_iter().peekable();
    while let Some(tree) = rest.next() {
        match tree {
            TokenTree::Ident(ident) if ident == "__server" || ident == "__extra" => {
                // The runtime's path stands before, `!` and the group after.
                close_path(&mut opened);
                rest.next();
                if let Some(TokenTree::Group(group)) = rest.next() {
                    opened.extend(open_gates(group.stream()));
                }
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(group.delimiter(), open_gates(group.stream()));
                inner.set_span(group.span());
                opened.push(inner.into());
            }
            other => opened.push(other),
        }
    }
    opened.into_iter().collect()
}

/// Takes the path off that ends here: `::trifold::`, or `__trifold_Todos::`.
fn close_path(tokens: &mut Vec<TokenTree>) {
    let is_joint =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
    while tokens.len().checked_sub(2).is_some_and(|first| is_joint(&tokens[first])) {
        tokens.truncate(tokens.len() - 2);
        tokens.pop_if(|tree| matches!(tree, TokenTree::Ident(_)));
    }
}
