//! Keys of serde's that exclude each other, or that need another.
//!
//! In: an item, as written and as believed. Out: one error at the key, with what to write.

use super::lower::{Body, Data, Form, Presence, Style, Tagging, Variant};
use super::serde::{Place, Serde};
use crate::diag::{Errors, err};
use crate::names;
use syn::spanned::Spanned;
use syn::{DeriveInput, Path};

/// Refuses what says nothing together.
pub(super) fn keys_agree(item: &DeriveInput, data: &Data, errors: &mut Errors) {
    let said = Serde::read(&item.attrs, Place::Type).unwrap_or_default();
    let mut check = Check { errors, said: &said };
    check.alternatives();
    match &data.form {
        Form::Struct(body) => check.of_struct(body),
        Form::Enum(tagging, variants) => check.of_enum(item, tagging, variants),
    }
}

struct Check<'a> {
    errors: &'a mut Errors,
    said: &'a Serde,
}

impl Check<'_> {
    fn tell(&mut self, at: &Path, message: &str) {
        self.errors.push(err!(at, "{message}"));
    }

    /// Of these, one says all.
    fn alternatives(&mut self) {
        for (key, other) in [
            ("try_from", "from"),
            ("from", "transparent"),
            ("try_from", "transparent"),
            ("into", "transparent"),
            ("untagged", "tag"),
            ("untagged", "content"),
        ] {
            if let (Some(at), true) = (self.said.at(key), self.said.says(other)) {
                self.tell(at, &format!("`{key}` and `{other}` exclude each other; remove one of them"));
                return;
            }
        }
        match (self.said.text("tag"), self.said.text("content"), self.said.at("content")) {
            (None, Some(_), Some(at)) => self.tell(at, "`content` stands beside a tag; write `tag = \"..\"` too"),
            (Some(tag), Some(content), Some(at)) if tag == content => {
                self.tell(at, &format!("the tag and the content would both be `{tag}` on the wire; rename one of them"));
            }
            _ => {}
        }
    }

    fn of_struct(&mut self, body: &Body) {
        for key in ["untagged", "content", "rename_all_fields"] {
            if let (Some(at), false) = (self.said.at(key), key == "content" && !self.said.says("tag")) {
                self.tell(at, &format!("`{key}` is about the variants of an enum, and this is a struct; remove it"));
            }
        }
        let has_names = body.style == Style::Record;
        if let (Some(at), false) = (self.said.at("tag"), has_names || body.style == Style::Transparent) {
            self.tell(at, "a tag stands among fields with names, and this struct has none; give the fields names, or remove `tag`");
        }
        if let (Some(at), true) = (self.said.at("default"), body.fields.is_empty()) {
            self.tell(at, "`default` is about fields, and this struct has none; remove it");
        }
        if let (Some(at), true) = (self.said.at("transparent"), body.present().count() != 1) {
            self.tell(at, "`transparent` is about a struct with one field that travels; mark the others `#[serde(skip)]`, or remove it");
        }
        self.body(body);
    }

    fn of_enum(&mut self, item: &DeriveInput, tagging: &Tagging, variants: &[Variant]) {
        for key in ["default", "transparent"] {
            if let Some(at) = self.said.at(key) {
                self.tell(at, &format!("`{key}` is about a struct, and this is an enum; remove it"));
            }
        }
        let syn::Data::Enum(written) = &item.data else { return };
        let mut others = 0;
        for (variant, written) in variants.iter().zip(&written.variants).filter(|(variant, _)| !variant.is_skipped) {
            let shown = &variant.ident;
            let said = Serde::read(&written.attrs, Place::Variant).unwrap_or_default();
            if let Some(at) = said.at("other") {
                others += 1;
                let why = match () {
                    () if !written.fields.is_empty() => "holds something, and the content of another variant would be lost",
                    () if matches!(tagging, Tagging::Untagged) || variant.is_untagged => "has no name, so no other name stands for it",
                    () if others > 1 => "is the second that any other name stands for",
                    () => "",
                };
                if !why.is_empty() {
                    self.tell(at, &format!("variant `{shown}` {why}; remove `other`"));
                }
            }
            let is_among_fields = matches!(tagging, Tagging::Internal(_)) && !variant.is_untagged && variant.by.write.is_none();
            if is_among_fields && variant.body.style == Style::Tuple {
                let message = "the tag stands among the fields of a variant, and `{}` has none with names; give them names, or write `content = \"..\"`";
                self.errors.push(err!(&written.fields.span(), "{}", message.replace("{}", &shown.to_string())));
            }
            self.body(&variant.body);
        }
    }

    /// Looks at fields without names: they are found by their places, and have no names to stand among.
    fn body(&mut self, body: &Body) {
        if body.style == Style::Record {
            return;
        }
        let mut has_default = false;
        for field in body.fields.iter().filter(|field| field.presence != Presence::Never) {
            let at = field.ty.span();
            match field.presence {
                Presence::Flattened => {
                    self.errors.push(err!(&at, "`flatten` is about fields with names; give the fields names, or remove it"))
                }
                Presence::Always if has_default && body.style == Style::Tuple => {
                    let shown = names::written(&field.member);
                    self.errors.push(err!(
                        &at,
                        "item `{shown}` comes after one that may be absent, and so may be absent itself; write `#[serde(default)]` above it"
                    ));
                }
                _ => {}
            }
            has_default |= field.has_default;
        }
    }
}
