//! The trait as written: signatures parsed, bodies kept as tokens.
//!
//! In: the item under `#[service]`. Out: an [`Item`], and the errors of members that do not parse; the others survive them.

use super::args::ArgumentMark;
use super::marks::{hidden, is_lint_level, is_method_mark};
use crate::diag::{Errors, Result, bail, err};
use crate::names::mentions;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, FnArg, Generics, Ident, Meta, Pat, PatType, Signature, Token, TraitItem, TraitItemType, Type, TypeParamBound, Visibility,
    parse_quote,
};

/// The trait as written.
pub(crate) struct Item {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) trait_token: Token![trait],
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) colon: Option<Token![:]>,
    pub(crate) supertraits: Punctuated<TypeParamBound, Token![+]>,
    pub(crate) members: Vec<Member>,
    /// Whether no member was left out.
    pub(crate) is_whole: bool,
}

/// What stands in the trait.
pub(crate) enum Member {
    Method(Box<WrittenMethod>),
    Type(AssociatedType),
    Other(TraitItem),
}

/// An associated type as written.
pub(crate) struct AssociatedType {
    /// The attributes that are ours: `#[security]`.
    pub(crate) ours: Vec<Attribute>,
    /// As of a method.
    pub(crate) vis: Visibility,
    /// The type without them.
    pub(crate) item: TraitItemType,
}

/// A method as written.
pub(crate) struct WrittenMethod {
    /// The attributes that are not ours.
    pub(crate) attrs: Vec<Attribute>,
    /// Those that are: the verbs, `#[no_action]`, ..
    pub(crate) ours: Vec<Attribute>,
    /// What a trait's methods may not have, and Rust's parser leaves in place.
    pub(crate) vis: Visibility,
    /// The signature, with the marks of its arguments.
    pub(crate) sig: Signature,
    /// The default body.
    pub(crate) body: Option<Group>,
}

impl Item {
    /// Parses the trait. A member that does not parse is reported and left out, and so is a second one of the same name.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Result<Self> {
        let Header { mut item, members } = syn::parse2(tokens)?;
        for member in split(members.stream()) {
            let parsed = syn::parse2(member.clone()).map_err(|fault| left_out(member, &fault));
            let distinct = parsed.and_then(|member| item.the_name_is_its_own(member));
            let sound = errors.handle(distinct);
            item.is_whole &= sound.is_some();
            item.members.extend(sound);
        }
        Ok(item)
    }

    /// Callers tell methods apart by name alone, unless `#[cfg]` keeps only one of them.
    fn the_name_is_its_own(&self, member: Member) -> Result<Member> {
        let has_cfg = |method: &WrittenMethod| method.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if let Member::Method(second) = &member {
            let name = &second.sig.ident;
            let clash = self.methods().any(|first| first.sig.ident == *name && !(has_cfg(first) && has_cfg(second)));
            if clash {
                bail!(name, "`{name}` stands twice in the trait, and callers tell methods apart by name alone; rename one of them");
            }
        }
        Ok(member)
    }

    /// The methods, in declared order.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &WrittenMethod> {
        self.members.iter().filter_map(|member| match member {
            Member::Method(method) => Some(&**method),
            Member::Type(_) | Member::Other(_) => None,
        })
    }

    /// Whether a method, or another associated type, mentions this one.
    pub(crate) fn uses(&self, ty: &Ident) -> bool {
        self.members.iter().any(|member| match member {
            Member::Method(method) => mentions(method.sig.to_token_stream(), &ty.to_string()),
            Member::Type(other) => mentions(other.item.bounds.to_token_stream(), &ty.to_string()),
            Member::Other(_) => false,
        })
    }

    /// All that the trait mentions, for finding names that are free.
    pub(crate) fn mentioned(&self) -> TokenStream {
        let mut tokens = self.ident.to_token_stream();
        tokens.extend(self.methods().map(|method| method.sig.to_token_stream()));
        tokens
    }
}

/// The trait up to its body, and the body.
struct Header {
    item: Item,
    members: Group,
}

impl Parse for Header {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let unsafety = input.parse()?;
        if !input.peek(Token![trait]) {
            return Err(input.error("`#[service]` folds a trait; write it above `trait Name { .. }`"));
        }
        let trait_token = input.parse()?;
        let ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let colon: Option<Token![:]> = input.parse()?;
        let mut supertraits = Punctuated::new();
        while colon.is_some() && !input.peek(Token![where]) && !input.peek(syn::token::Brace) {
            supertraits.push_value(input.parse()?);
            if !input.peek(Token![+]) {
                break;
            }
            supertraits.push_punct(input.parse()?);
        }
        generics.where_clause = input.parse()?;
        let members = match input.parse()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => group,
            other => return Err(syn::Error::new_spanned(other, "expected the body of the trait: `{ .. }`")),
        };
        let item = Item { attrs, vis, unsafety, trait_token, ident, generics, colon, supertraits, members: Vec::new(), is_whole: true };
        Ok(Self { item, members })
    }
}

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        let attrs = ahead.call(Attribute::parse_outer)?;
        let vis = ahead.parse()?;
        if is_fn(&ahead) {
            input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            return WrittenMethod::parse(attrs, vis, input).map(|method| Self::Method(Box::new(method)));
        }
        if ahead.peek(Token![type]) {
            input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            return input.parse().map(|ty| Self::Type(AssociatedType::of(attrs, vis, ty)));
        }
        input.parse().map(Self::Other)
    }
}

/// Whether a function comes next, whatever stands before `fn`.
fn is_fn(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    while ahead.peek(Token![const])
        || ahead.peek(Token![async])
        || ahead.peek(Token![unsafe])
        || ahead.peek(Token![extern])
        || ahead.peek(syn::LitStr)
    {
        if ahead.parse::<TokenTree>().is_err() {
            return false;
        }
    }
    ahead.peek(Token![fn])
}

impl AssociatedType {
    fn of(attrs: Vec<Attribute>, vis: Visibility, mut item: TraitItemType) -> Self {
        let (ours, attrs) = attrs.into_iter().partition(|attribute| attribute.path().is_ident("security") || hidden(attribute).is_some());
        item.attrs = attrs;
        Self { ours, vis, item }
    }
}

impl WrittenMethod {
    fn parse(attrs: Vec<Attribute>, vis: Visibility, input: ParseStream<'_>) -> syn::Result<Self> {
        let (ours, attrs) = attrs.into_iter().partition(is_method_mark);
        let sig = input.parse()?;
        let body = match input.parse()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
            TokenTree::Punct(punct) if punct.as_char() == ';' => None,
            other => return Err(syn::Error::new_spanned(other, "expected `;` or a default body after the signature")),
        };
        Ok(Self { attrs, ours, vis, sig, body })
    }

    /// The arguments after `self`.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &PatType> {
        self.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(argument) => Some(argument),
            FnArg::Receiver(_) => None,
        })
    }

    /// The signature without our marks, and without what has been reported and the compiler would report again.
    pub(crate) fn bare_signature(&self) -> Signature {
        let mut sig = self.sig.clone();
        sig.constness = None;
        for input in &mut sig.inputs {
            if let FnArg::Typed(argument) = input {
                argument.attrs.retain(is_lint_level);
                if self.body.is_none() && !matches!(*argument.pat, Pat::Ident(_)) {
                    argument.pat = parse_quote!(_);
                }
            }
        }
        Written.visit_signature_mut(&mut sig);
        sig
    }
}

/// Leaves no `_` where a signature must have a type, and no `!`, which has been reported.
struct Written;

impl VisitMut for Written {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        match ty {
            Type::Infer(_) | Type::Never(_) => *ty = parse_quote!(()),
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }
}

/// The mark of an argument, if it has one; two contradict each other.
pub(crate) fn argument_mark(argument: &PatType) -> Result<Option<ArgumentMark>> {
    let is_mark = |attribute: &&Attribute| ArgumentMark::ATTRIBUTES.iter().any(|name| attribute.path().is_ident(name));
    let mut marks = argument.attrs.iter().filter(is_mark);
    let Some(first) = marks.next() else { return Ok(None) };
    if let Some(second) = marks.next() {
        let (one, two) = (crate::names::written(first.path()), crate::names::written(second.path()));
        if one == two {
            bail!(second.path(), "`#[{two}]` stands twice on one argument; keep one of them");
        }
        bail!(second.path(), "`#[{two}]` contradicts `#[{one}]`: an argument comes from one place; keep one of them");
    }
    ArgumentMark::parse(first).map(Some)
}

/// `#[sensitive]`, or `#[sensitive(password)]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SensitiveMark<'a> {
    pub(crate) attribute: &'a Attribute,
    /// True if people type it where others may look on.
    pub(crate) is_password: bool,
}

/// `#[sensitive]` among these attributes: it stands once.
pub(crate) fn sensitive_mark(attributes: &[Attribute]) -> Result<Option<SensitiveMark<'_>>> {
    let mut marks = attributes.iter().filter(|attribute| attribute.path().is_ident("sensitive"));
    let Some(first) = marks.next() else { return Ok(None) };
    if let Some(second) = marks.next() {
        bail!(second.path(), "`#[sensitive]` stands twice in one place; keep one of them");
    }
    let is_password = match &first.meta {
        Meta::Path(_) => false,
        Meta::List(list) if list.parse_args::<syn::Path>().is_ok_and(|word| word.is_ident("password")) => true,
        _ => bail!(first.path(), "`#[sensitive]` takes nothing but `password`; write `#[sensitive]` or `#[sensitive(password)]`"),
    };
    Ok(Some(SensitiveMark { attribute: first, is_password }))
}

/// What is wrong with a member that does not parse. The compiler has said so too, at the same place; this says what follows from it.
fn left_out(member: TokenStream, fault: &syn::Error) -> crate::diag::Error {
    let words = member.into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    let (at, fault) = (fault.span(), fault.to_string());
    // Without the list of all that could stand there.
    let fault = fault.split(", expected").next().unwrap_or_default();
    match words.skip_while(|word| word != "fn").nth(1) {
        Some(name) => err!(&name, "`{name}` does not parse, and is left out of the service: {fault}"),
        None => err!(&at, "this member does not parse, and is left out of the service: {fault}"),
    }
}

/// Cuts a trait's body into its members, without understanding them: each ends with `;` or with a body in braces.
fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut members = Vec::new();
    let mut member = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(tree) = rest.next() {
        let is_body = matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let goes_on = matches!(rest.peek(), Some(TokenTree::Punct(next)) if matches!(next.as_char(), '>' | ',' | ';'));
        let ends = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ';') || is_body && !goes_on;
        member.push(tree);
        if ends {
            members.push(member.drain(..).collect());
        }
    }
    if !member.is_empty() {
        members.push(member.into_iter().collect());
    }
    members
}
