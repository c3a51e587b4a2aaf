//! `Wire::read` and `Wire::write`: what reads and writes a type, and serde's traits by way of it.
//!
//! In: a type as its JSON shows it. Out: a table of names and a slot for each field to read, a statement for each to write; the runtime does the rest.

use super::lower::{Body, Data, Field, Form, Presence, Style, Tagging, Variant};
use super::shape::{bounded, surely_travels};
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, Type};

/// Both functions.
pub(super) fn functions(p: &TokenStream, data: &Data) -> TokenStream {
    let code = Code { p, reader: names::local("reader"), writer: names::local("writer"), is_strict: data.is_strict };
    let (read, write) = (code.reads(data), code.writes(data));
    let (reader, writer) = (&code.reader, &code.writer);
    quote! {
        fn read(#reader: &mut #p::Reader<'_>) -> #p::Result<Self, #p::Fault> {
            #read
        }

        fn write(&self, #writer: &mut #p::Writer) {
            #write
        }
    }
}

/// `Serialize` and `Deserialize`, for whoever writes or reads the type elsewhere.
pub(super) fn serde(p: &TokenStream, data: &Data) -> TokenStream {
    let (ident, generics) = (&data.ident, bounded(data));
    let (_, ty_generics, where_clause) = generics.split_for_impl();
    let parameters = &generics.params;
    quote!(#p::serde_traits! { [#parameters] #ident #ty_generics [#where_clause] })
}

/// The functions of a type that is not known by its name to have its own: its own, or serde's.
pub(super) fn codec(p: &impl ToTokens, ty: &Type) -> TokenStream {
    quote!(#p::codec!(#ty))
}

/// The parts that the functions of one type share.
pub(super) struct Code<'a> {
    pub(super) p: &'a TokenStream,
    pub(super) reader: Ident,
    pub(super) writer: Ident,
    pub(super) is_strict: bool,
}

/// The place of a variant among the others.
#[derive(Clone, Copy)]
struct Place<'a> {
    tagging: &'a Tagging,
    is_untagged: bool,
    is_other: bool,
}

impl Code<'_> {
    fn reads(&self, data: &Data) -> TokenStream {
        let (p, reader) = (self.p, &self.reader);
        if let Some(ty) = &data.stand_ins.read {
            let read = self.read_of(ty);
            return if data.stand_ins.is_fallible {
                quote!(#reader.converted(#read, |value: #ty| ::core::convert::TryFrom::try_from(value)))
            } else {
                let call = called(&read, reader);
                quote!(#p::Result::map(#call, |value: #ty| ::core::convert::From::from(value)))
            };
        }
        match &data.form {
            Form::Struct(body) => {
                let default = data.default.as_ref();
                let tag = data.tag.as_ref().map(|(tag, _)| tag.as_str());
                self.read_body(body, &quote!(Self), default, tag, &quote!(null))
            }
            Form::Enum(tagging, variants) => self.read_choice(tagging, variants),
        }
    }

    fn read_choice(&self, tagging: &Tagging, variants: &[Variant]) -> TokenStream {
        let (p, reader) = (self.p, &self.reader);
        let is_untagged = |variant: &Variant| matches!(tagging, Tagging::Untagged) || variant.is_untagged;
        let (unnamed, named): (Vec<_>, Vec<_>) = variants
            .iter()
            .filter(|variant| !variant.is_skipped && !variant.name.read.is_empty())
            .partition(|variant| is_untagged(variant));
        let function = |variant: &Variant| {
            let place = Place { tagging, is_untagged: is_untagged(variant), is_other: variant.is_other };
            let read = self.read_variant(variant, place);
            match variant.body.style {
                Style::Record => quote!(|#reader| { #read }),
                _ => quote!(|#reader| #read),
            }
        };
        let names = named.iter().enumerate().flat_map(|(place, variant)| {
            std::iter::once(&variant.name.read).chain(&variant.aliases).map(move |name| quote!((#name, #place)))
        });
        let (how, names) = (tagging.expanded(p), names.collect::<Vec<_>>());
        let other = named.iter().position(|variant| variant.is_other).map(|place| quote!(.other(#place)));
        let strict = self.is_strict.then(|| quote!(.strict()));
        let choice = quote!(&#p::Choice::new(#how, &[#(#names),*]) #other #strict);
        let unnamed: Vec<_> = unnamed.into_iter().map(function).collect();
        let named: Vec<_> = named.into_iter().map(function).collect();
        match (tagging, unnamed.is_empty()) {
            (Tagging::Untagged, _) => quote!(#reader.first_of(&[#(#unnamed),*])),
            (_, true) => quote!(#reader.choose(#choice, &[#(#named),*])),
            (_, false) => quote!(#reader.choose_or(#choice, &[#(#named),*], &[#(#unnamed),*])),
        }
    }

    fn read_variant(&self, variant: &Variant, place: Place<'_>) -> TokenStream {
        let (p, reader, ident) = (self.p, &self.reader, &variant.ident);
        let construct = quote!(Self::#ident);
        if let Some(read) = &variant.by.read {
            let members: Vec<_> = variant.body.fields.iter().map(|field| &field.member).collect();
            let locals = locals(&variant.body);
            let pattern = if locals.len() == 1 { quote!(#(#locals)*) } else { quote!((#(#locals),*)) };
            return quote!(#p::Result::map(#read(#reader), |#pattern| #construct { #(#members: #locals),* }));
        }
        let unit = match (place.tagging, place.is_untagged) {
            _ if place.is_other => quote!(whatever),
            (_, true) => quote!(null),
            (Tagging::External, _) => quote!(bare),
            (Tagging::Internal(_), _) if self.is_strict => quote!(sole),
            _ => quote!(empty),
        };
        self.read_body(&variant.body, &construct, None, None, &unit)
    }

    /// An expression that reads the parts of a struct or of a variant.
    pub(super) fn read_body(
        &self,
        body: &Body,
        construct: &TokenStream,
        default: Option<&Expr>,
        tag: Option<&str>,
        unit: &TokenStream,
    ) -> TokenStream {
        let (p, reader) = (self.p, &self.reader);
        let own = names::local("default");
        let before = default.map(|default| quote!(let #own: Self = #default;));
        let absent = |field: &Field| match (&field.default, &before) {
            (Some(default), _) => default.to_token_stream(),
            (None, Some(_)) => {
                let member = &field.member;
                quote!(#own.#member)
            }
            (None, None) => quote!(::core::default::Default::default()),
        };
        let is_read = |field: &&Field| field.is_read && field.presence != Presence::Never;
        match body.style {
            Style::Unit => quote!(#p::Result::map(#reader.#unit(), |()| #construct)),
            Style::Newtype | Style::Transparent => {
                let Some(field) = body.fields.iter().find(is_read) else {
                    let members = body.fields.iter().map(|field| {
                        let (member, value) = (&field.member, absent(field));
                        quote!(#member: #value)
                    });
                    return quote!(#p::Result::map(#reader.#unit(), |()| { #before #construct { #(#members),* } }));
                };
                let (read, value) = (self.read(field), names::local("value"));
                let members = body.fields.iter().map(|each| {
                    let (member, absent) = (&each.member, absent(each));
                    if std::ptr::eq(each, field) { quote!(#member: #value) } else { quote!(#member: #absent) }
                });
                let is_alone = body.fields.len() == 1 && body.style == Style::Newtype && before.is_none();
                let read = match (body.style, before.is_none() && construct.to_string() == "Self") {
                    (Style::Newtype, true) => quote!(#reader.alone(#read)),
                    _ => called(&read, reader),
                };
                if is_alone {
                    quote!(#p::Result::map(#read, #construct))
                } else {
                    quote!(#p::Result::map(#read, |#value| { #before #construct { #(#members),* } }))
                }
            }
            Style::Tuple => {
                let items = names::local("items");
                let members = body.fields.iter().map(|field| {
                    let (member, absent) = (&field.member, absent(field));
                    match (is_read(&field), field.presence) {
                        (false, _) => quote!(#member: #absent),
                        (true, presence) => {
                            let read = self.read(field);
                            match presence {
                                Presence::Defaulted => quote!(#member: #items.maybe(#read)?.unwrap_or_else(|| #absent)),
                                _ => quote!(#member: #items.next(#read)?),
                            }
                        }
                    }
                });
                quote!(#reader.items(|#items| { #before #p::Result::Ok(#construct { #(#members),* }) }))
            }
            Style::Record => {
                let slots: Vec<_> = body.fields.iter().filter(is_read).filter(|field| field.presence != Presence::Flattened).collect();
                let local = |field: &Field| names::local(&format!("field{}", place(body, field)));
                let lets = slots.iter().map(|field| {
                    let (local, read) = (local(field), self.read(field));
                    let how = match (field.presence, &field.functions.read) {
                        (Presence::Defaulted, _) => quote!(defaulted),
                        (_, Some(_)) => quote!(by),
                        _ => quote!(new),
                    };
                    quote!(let mut #local = #p::Slot::#how(#read);)
                });
                let taken = slots.iter().map(|field| local(field));
                let record = self.record(&slots, tag);
                let members = body.fields.iter().map(|field| {
                    let member = &field.member;
                    let value = match (is_read(&field), field.presence) {
                        (false, _) => absent(field),
                        (true, Presence::Flattened) => {
                            let read = called(&self.read(field), reader);
                            quote!(#read?)
                        }
                        (true, Presence::Defaulted) => {
                            let (local, absent) = (local(field), absent(field));
                            if absent.to_string().starts_with(":: core :: default") {
                                quote!(#local.or_default())
                            } else {
                                quote!(#local.or_else(|| #absent))
                            }
                        }
                        (true, _) => {
                            let local = local(field);
                            quote!(#local.take()?)
                        }
                    };
                    quote!(#member: #value)
                });
                let read = quote! {
                    #(#lets)*
                    #reader.record(#record, &mut [#(&mut #taken),*])?;
                    #before
                    #p::Result::Ok(#construct { #(#members),* })
                };
                let is_shared = body.present().any(|field| field.is_read && field.presence == Presence::Flattened);
                if is_shared { quote!(#reader.shared(|#reader| { #read })) } else { read }
            }
        }
    }

    /// `&Record::new(&["title", "tags"]).aliases(&[("labels", 1)])`.
    fn record(&self, fields: &[&Field], tag: Option<&str>) -> TokenStream {
        let p = self.p;
        let record = record_of(p, fields.iter().map(|field| &*field.name.read));
        let aliases: Vec<_> =
            fields.iter().enumerate().flat_map(|(place, field)| field.aliases.iter().map(move |alias| quote!((#alias, #place)))).collect();
        let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
        let strict = self.is_strict.then(|| quote!(.strict()));
        let tagged = tag.map(|tag| quote!(.tagged(#tag)));
        quote!(&#record #aliases #strict #tagged)
    }

    /// The function that reads a field.
    fn read(&self, field: &Field) -> TokenStream {
        match &field.functions.read {
            Some(path) => quote!(|reader| #path(reader)),
            None => self.read_of(&field.ty),
        }
    }

    fn read_of(&self, ty: &Type) -> TokenStream {
        let p = self.p;
        if surely_travels(ty) {
            return quote!(#p::Wire::read);
        }
        let codec = codec(p, ty);
        quote!(#codec.read)
    }

    fn writes(&self, data: &Data) -> TokenStream {
        let (p, writer) = (self.p, &self.writer);
        if let Some(ty) = &data.stand_ins.written {
            let codec = codec(p, ty);
            return quote! {
                let value: #ty = ::core::convert::Into::into(::core::clone::Clone::clone(self));
                (#codec.write)(&value, #writer);
            };
        }
        match &data.form {
            Form::Struct(body) => {
                let access = body.fields.iter().map(|Field { member, .. }| quote!(&self.#member)).collect::<Vec<_>>();
                self.write_body(body, &access, data.tag.as_ref())
            }
            Form::Enum(_, variants) if variants.is_empty() => quote!(match *self {}),
            Form::Enum(tagging, variants) => {
                let arms = variants.iter().map(|variant| self.write_variant(tagging, variant));
                quote!(match self { #(#arms)* })
            }
        }
    }

    fn write_variant(&self, tagging: &Tagging, variant: &Variant) -> TokenStream {
        let (p, writer, Variant { ident, name, body, .. }) = (self.p, &self.writer, variant);
        if variant.is_skipped || name.written.is_empty() {
            return quote!(Self::#ident { .. } => #writer.unwritten(),);
        }
        let how = if variant.is_untagged { quote!(#p::Tagging::Untagged) } else { tagging.expanded(p) };
        let name = &name.written;
        let (locals, members) = (locals(body), body.fields.iter().map(|field| &field.member).collect::<Vec<_>>());
        if let Some(write) = &variant.by.write {
            let open = names::local("variant");
            return quote! {
                Self::#ident { #(#members: #locals),* } => {
                    let #open = #writer.variant(#how, #name);
                    #writer.serde(|writer| #write(#(#locals,)* writer));
                    #writer.close(#open);
                }
            };
        }
        if body.present().all(|field| field.name.written.is_empty()) && body.style != Style::Record && body.style != Style::Tuple {
            return quote!(Self::#ident { .. } => #writer.unit(#how, #name),);
        }
        let is_written = |field: &&Field| field.presence != Presence::Never && !field.name.written.is_empty();
        let bound = body
            .fields
            .iter()
            .zip(&locals)
            .filter(|(field, _)| is_written(field))
            .map(|(Field { member, .. }, local)| quote!(#member: #local));
        let access = locals.iter().map(ToTokens::to_token_stream).collect::<Vec<_>>();
        let (content, open) = (self.write_body(body, &access, None), names::local("variant"));
        quote! {
            Self::#ident { #(#bound,)* .. } => {
                let #open = #writer.variant(#how, #name);
                #content
                #writer.close(#open);
            }
        }
    }

    /// Statements that write the parts of a struct or of a variant, each a reference.
    pub(super) fn write_body(&self, body: &Body, access: &[TokenStream], tag: Option<&(String, String)>) -> TokenStream {
        let writer = &self.writer;
        let is_written = |(field, _): &(&Field, &TokenStream)| field.presence != Presence::Never && !field.name.written.is_empty();
        let fields: Vec<_> = body.fields.iter().zip(access).filter(is_written).collect();
        let open = names::local("outer");
        match body.style {
            Style::Unit => quote!(#writer.null();),
            Style::Newtype | Style::Transparent => match fields.first() {
                Some((field, value)) => self.write(field, value, &quote!(#writer)),
                None => quote!(#writer.null();),
            },
            Style::Tuple => {
                let items = fields.iter().map(|(field, value)| self.write(field, value, &quote!(#writer.item())));
                quote! {
                    let #open = #writer.open_list();
                    #(#items)*
                    #writer.close(#open);
                }
            }
            Style::Record => {
                let tag = tag.map(|(tag, value)| {
                    let name = member(writer, tag);
                    quote!(#name.text(#value);)
                });
                let members = fields.iter().map(|(field, value)| self.write_member(field, value));
                quote! {
                    let #open = #writer.open();
                    #tag
                    #(#members)*
                    #writer.close(#open);
                }
            }
        }
    }

    fn write_member(&self, field: &Field, value: &TokenStream) -> TokenStream {
        let (writer, name) = (&self.writer, &field.name.written);
        let write = match field.presence {
            Presence::Flattened => {
                let write = self.write(field, value, &quote!(#writer));
                quote!(#writer.flat(|#writer| { #write });)
            }
            _ => self.write(field, value, &member(writer, name)),
        };
        match &field.left_out {
            Some(is_left_out) => quote!(if !#is_left_out(#value) { #write }),
            None => write,
        }
    }

    /// A statement that writes a value.
    fn write(&self, field: &Field, value: &TokenStream, to: &TokenStream) -> TokenStream {
        let p = self.p;
        match &field.functions.write {
            Some(path) => quote!(#to.serde(|writer| #path(#value, writer));),
            None if surely_travels(&field.ty) => quote!(#p::Wire::write(#value, #to);),
            None => {
                let codec = codec(p, &field.ty);
                quote!((#codec.write)(#value, #to);)
            }
        }
    }
}

/// The writer behind the name of a member; where JSON has the name as it is, nobody looks for what to escape.
pub(super) fn member(writer: &impl ToTokens, name: &str) -> TokenStream {
    if is_escaped(name) { quote!(#writer.escaped_name(#name)) } else { quote!(#writer.name(#name)) }
}

/// A call of a function with the reader.
fn called(read: &TokenStream, reader: &Ident) -> TokenStream {
    if read.to_string().ends_with(":: read") { quote!(#read(#reader)) } else { quote!((#read)(#reader)) }
}

/// The place of a field among the others.
fn place(body: &Body, field: &Field) -> usize {
    body.fields.iter().position(|other| std::ptr::eq(other, field)).unwrap_or_default()
}

/// A name of ours for each field.
fn locals(body: &Body) -> Vec<Ident> {
    (0..body.fields.len()).map(|place| names::local(&format!("field{place}"))).collect()
}

/// `Record::new(&["title", "tags"])`.
pub(super) fn record_of<'a>(p: &impl ToTokens, names: impl Iterator<Item = &'a str> + Clone) -> TokenStream {
    let escaped = names.clone().any(is_escaped).then(|| quote!(.escaped()));
    quote!(#p::Record::new(&[#(#names),*]) #escaped)
}

/// Returns true if JSON does not have the name as it is (RFC 8259, section 7).
fn is_escaped(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_control() || matches!(c, '"' | '\\'))
}
