//! Every wire name, and every identifier that we invent.
//!
//! In: the user's identifiers and tokens. Out: names. Knows no attribute and writes no code.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Type;
use syn::ext::IdentExt;

/// Method names that the generated types have a use for.
pub(crate) const RESERVED: [&str; 4] = ["new", "with_transport", "from_arc", "into_router"];

/// Method names whose constant on the spec would be one of its own.
pub(crate) const RESERVED_ON_SPEC: [&str; 3] = ["SERVICE", "METHODS", "ID_SEED"];

/// The field of a form that holds its one-time key.
pub(crate) const FORM_KEY: &str = "_key";

/// The name that travels: the identifier without `r#`.
pub(crate) fn wire(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Whether a method of this name would clash with something of the generated types.
pub(crate) fn is_reserved(method: &Ident) -> bool {
    RESERVED.contains(&wire(method).as_str()) || RESERVED_ON_SPEC.contains(&spec_const(method).to_string().as_str())
}

/// `TodosSpec`.
pub(crate) fn spec(service: &Ident) -> Ident {
    generated(format_ident!("{}Spec", service))
}

/// `TodosServer`.
pub(crate) fn server(service: &Ident) -> Ident {
    generated(format_ident!("{}Server", service))
}

/// `TodosClient`.
pub(crate) fn client(service: &Ident) -> Ident {
    generated(format_ident!("{}Client", service))
}

/// `TodosRestClient`.
pub(crate) fn rest_client(service: &Ident) -> Ident {
    generated(format_ident!("{}RestClient", service))
}

/// `TodosClientBy`: what both clients are, as the compiler's messages name them: `TodosClientBy<Routes, Http>`.
pub(crate) fn client_by(service: &Ident) -> Ident {
    generated(format_ident!("{}ClientBy", service))
}

/// `__tf`: what the expansion calls the runtime's door. The runtime brings the name, so that several services can stand side by side.
pub(crate) fn door() -> Ident {
    Ident::new("__tf", Span::call_site())
}

/// `__tf_Todos`: the same for one service alone.
pub(crate) fn door_of(service: &Ident) -> Ident {
    format_ident!("{}_{}", door(), wire(service), span = Span::call_site())
}

/// `__trifold_Todos`: what one service alone calls the runtime.
pub(crate) fn runtime_of(service: &Ident) -> Ident {
    format_ident!("__trifold_{}", wire(service), span = Span::call_site())
}

/// Tokens with another identifier in the place of one of ours.
pub(crate) fn renamed(old: &Ident, new: &Ident, tokens: TokenStream) -> TokenStream {
    let rename = |mut tree: TokenTree| {
        match &tree {
            TokenTree::Group(group) => {
                let span = group.span();
                tree = Group::new(group.delimiter(), renamed(old, new, group.stream())).into();
                tree.set_span(span);
            }
            TokenTree::Ident(ident) if ident == old => tree = Ident::new(&new.to_string(), ident.span()).into(),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        tree
    };
    tokens.into_iter().map(rename).collect()
}

/// The constant of a method's route until this version: `CREATE__V1`, which no method has whose name is in snake case.
pub(crate) fn typed_in(method: &Ident, version: u32) -> Ident {
    generated(format_ident!("{}__V{version}", spec_const(method), span = method.span()))
}

/// The method's constant on the spec: `CREATE`.
pub(crate) fn spec_const(method: &Ident) -> Ident {
    generated(Ident::new(&wire(method).to_uppercase(), method.span()))
}

/// The name of something that we define: found where the user wrote it, but no lint looks at it as if the user had.
pub(crate) fn generated(mut ident: Ident) -> Ident {
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// The name of a method on the clients: its author's own token, so that rustc shows a caller what it takes without a word of the macro. A name
/// that a lint has something to say about is one of ours: it is said in the trait.
pub(crate) fn called(method: &Ident) -> Ident {
    if wire(method).chars().any(char::is_uppercase) { generated(method.clone()) } else { method.clone() }
}

/// Tokens of ours that stand, for the compiler's messages, where the user's do. Names keep their meaning.
pub(crate) fn span_at(at: Span, tokens: TokenStream) -> TokenStream {
    let locate = |mut tree: TokenTree| {
        match &tree {
            TokenTree::Group(group) => {
                tree = Group::new(group.delimiter(), span_at(at, group.stream())).into();
                tree.set_span(at);
            }
            TokenTree::Ident(ident) => tree.set_span(at.resolved_at(ident.span())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => tree.set_span(at),
        }
        tree
    };
    tokens.into_iter().map(locate).collect()
}

/// Tokens of ours around a type, which the compiler's messages take for the type itself: they begin and end where it does.
pub(crate) fn span_around(ty: &Type, before: TokenStream, inside: TokenStream, after: TokenStream) -> TokenStream {
    let Some((first, last)) = ends(ty) else { return quote!(#before #inside #after) };
    let (before, after) = (span_as_user(first, before), span_as_user(last, after));
    quote!(#before #inside #after)
}

/// `before Type, { answer } after`, as [`span_around`].
pub(crate) fn answering(ty: &Type, before: TokenStream, answer: TokenStream, after: TokenStream) -> TokenStream {
    let mut answer = Group::new(Delimiter::Brace, answer);
    answer.set_span(ends(ty).map_or_else(Span::call_site, |(_, last)| last));
    span_around(ty, before, quote!(#ty, #answer), after)
}

fn ends(ty: &Type) -> Option<(Span, Span)> {
    let mut trees = ty.to_token_stream().into_iter();
    let first = trees.next()?;
    let last = trees.last().unwrap_or_else(|| first.clone());
    let open = match &first {
        TokenTree::Group(group) => group.span_open(),
        other => other.span(),
    };
    let close = match &last {
        TokenTree::Group(group) => group.span_close(),
        other => other.span(),
    };
    Some((open, close))
}

/// As if the user had written them. Unlike with [`span_at`] rustc then does not speak of the macro, and underlines the whole type.
pub(crate) fn span_as_user(at: Span, tokens: TokenStream) -> TokenStream {
    let place = |mut tree: TokenTree| {
        if let TokenTree::Group(group) = &tree {
            tree = Group::new(group.delimiter(), span_as_user(at, group.stream())).into();
        }
        tree.set_span(at);
        tree
    };
    tokens.into_iter().map(place).collect()
}

/// An item of ours whose head stands where the user's tokens do.
pub(crate) fn span_head(at: Span, item: TokenStream) -> TokenStream {
    let place = |mut tree: TokenTree| {
        // Of a group these are its braces alone.
        tree.set_span(at);
        tree
    };
    item.into_iter().map(place).collect()
}

/// A local of ours: the user's names can neither see it nor clash with it.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A type parameter, or a type, of ours that `tokens` do not mention: `S`, else `S1` ..
pub(crate) fn parameter(letter: &str, tokens: &TokenStream) -> Ident {
    let taken = |name: &String| mentions(tokens.clone(), name);
    let numbered = (1..).map(|n| format!("{letter}{n}"));
    let free = std::iter::once(letter.to_owned()).chain(numbered).find(|name| !taken(name));
    Ident::new(&free.unwrap_or_else(|| letter.to_owned()), Span::call_site())
}

/// Whether an identifier of this name stands anywhere in `tokens`.
pub(crate) fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether a type is, or holds, the associated type of this name: `Self::User`, `Option<Self::User>`, `<Self as Todos>::User`.
pub(crate) fn has_associated(ty: &Type, name: &Ident) -> bool {
    let (text, step) = (written(ty), format!("::{name}"));
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    text.match_indices(&step).any(|(at, _)| is_of_self(&text[..at]) && is_end(&text[at + step.len()..]))
}

/// Whether a path so far is the implementor's type.
fn is_of_self(path: &str) -> bool {
    path.ends_with("Self") || path.ends_with('>')
}

/// A type as it is written, however its author spaces it: `Result<Vec<Todo>, TodoError>`.
pub(crate) fn written(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => text.push_str(", "),
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => write_word(&tree.to_string(), text),
        }
    }
}

/// Two words in a row need a space between them.
fn write_word(word: &str, text: &mut String) {
    if text.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        text.push(' ');
    }
    text.push_str(word);
}
