//! A struct or an enum, as its JSON shows it.
//!
//! In: the item as written. Out: [`Data`] with wire names, and the errors of its rules.

use super::attrs::{self, Both, Name};
use super::casing::Casing;
use super::rules::{self, Rules};
use super::schema_name::{self, SchemaName};
use super::serde::{Place, Serde};
use crate::diag::{Errors, err};
use crate::names;
use crate::parse::docs;
use crate::parse::item::sensitive_mark;
use crate::paths::Runtime;
use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Expr, ExprPath, Generics, Member, Type};

/// A type that travels.
pub(super) struct Data {
    pub(super) runtime: Runtime,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) form: Form,
    /// The rules of the value as a whole.
    pub(super) rules: Rules,
    pub(super) stand_ins: StandIns,
    /// `#[wire(recursive(..))]`: the types that this one and each other are defined by means of.
    pub(super) recursive: Vec<Type>,
    /// Whether `Debug` is to be written here, without what is `#[sensitive]`.
    pub(super) writes_debug: bool,
    /// Whether serde's traits and JSON Schema are to be written here.
    pub(super) is_model: bool,
    /// `#[serde(deny_unknown_fields)]`.
    pub(super) is_strict: bool,
    /// `#[deprecated]`: whoever writes it is warned, and we are not.
    pub(super) is_deprecated: bool,
    /// The lines of the doc comment.
    pub(super) docs: Vec<Expr>,
    /// Further parts of its schema in a document.
    pub(super) said: Vec<Attribute>,
    /// The parameters that its form depends on.
    pub(super) decisive: Vec<Ident>,
    /// Its name in a document, if it has one of its own.
    pub(super) schema_name: Option<SchemaName>,
    /// `#[serde(tag = "..")]` on a struct: the tag, and the name that is written there.
    pub(super) tag: Option<(String, String)>,
    /// `#[serde(default)]` on a struct, whose fields come from there.
    pub(super) default: Option<Expr>,
}

/// The functions that write and read a value in the place of its type's.
#[derive(Default)]
pub(super) struct Functions {
    pub(super) write: Option<ExprPath>,
    pub(super) read: Option<ExprPath>,
}

/// `#[serde(from = "..", into = "..")]`: the types that travel in a type's place.
#[derive(Default)]
pub(super) struct StandIns {
    pub(super) written: Option<Type>,
    pub(super) read: Option<Type>,
    /// True if the conversion may refuse a value.
    pub(super) is_fallible: bool,
}

/// The JSON form.
pub(super) enum Form {
    Struct(Body),
    Enum(Tagging, Vec<Variant>),
}

/// Representation of the variants.
pub(super) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
    Untagged,
}

/// One variant.
pub(super) struct Variant {
    pub(super) ident: Ident,
    /// The wire name.
    pub(super) name: Name,
    /// Other names that are read.
    pub(super) aliases: Vec<String>,
    /// Whether it carries no tag.
    pub(super) is_untagged: bool,
    /// Whether it never travels.
    pub(super) is_skipped: bool,
    /// `#[serde(with = "..")]`: the form is known to a function only.
    pub(super) with: Option<String>,
    pub(super) by: Functions,
    /// The mark of a variant that is read from any other name.
    pub(super) is_other: bool,
    /// The lines of the doc comment.
    pub(super) docs: Vec<Expr>,
    /// Further parts of its schema in a document.
    pub(super) said: Vec<Attribute>,
    pub(super) body: Body,
}

/// The fields of a struct or a variant.
pub(super) struct Body {
    pub(super) style: Style,
    pub(super) fields: Vec<Field>,
}

/// What the fields look like together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Record,
    Tuple,
    /// One field that is written alone.
    Newtype,
    /// The same by `#[serde(transparent)]`: an absent field of such a type reads as the inner type's would.
    Transparent,
    Unit,
}

/// One field.
pub(super) struct Field {
    pub(super) member: Member,
    /// The wire name.
    pub(super) name: Name,
    pub(super) ty: Type,
    pub(super) presence: Presence,
    /// `#[serde(with = "..")]`: the form is known to a function only.
    pub(super) with: Option<String>,
    pub(super) rules: Rules,
    /// `#[sensitive]`: shown in no log and no form.
    pub(super) is_sensitive: bool,
    /// `#[sensitive(password)]`: people type it unseen.
    pub(super) is_password: bool,
    /// False for a field that is never read.
    pub(super) is_read: bool,
    /// `#[serde(alias = "..")]`: other names that are read.
    pub(super) aliases: Vec<String>,
    /// The lines of the doc comment.
    pub(super) docs: Vec<Expr>,
    /// The function that tells whether it is left out when it is written.
    pub(super) left_out: Option<ExprPath>,
    pub(super) functions: Functions,
    pub(super) by: By,
    /// `#[serde(default)]`.
    pub(super) has_default: bool,
    /// The default value.
    pub(super) default: Option<Expr>,
    /// Further parts of its schema in a document.
    pub(super) said: Vec<Attribute>,
}

/// What decides the form of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Type,
    /// A function reads it.
    Reader,
    /// `#[serde(with = "..")]`.
    Module,
}

/// Whether a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Always,
    /// It has a default.
    Defaulted,
    /// Its own fields stand in its place.
    Flattened,
    /// It never travels.
    Never,
}

/// Reads a struct or an enum; a union is reported by `#[model]`.
pub(super) fn lower(item: &DeriveInput, errors: &mut Errors) -> Option<Data> {
    let attrs::Wired { runtime, recursive, debug, model } = errors.handle(attrs::wire(&item.attrs))?;
    let mut reader = Reader { errors };
    let container = reader.serde(&item.attrs, Place::Type);
    let form = match &item.data {
        syn::Data::Struct(data) => {
            let scope = Scope { rename_all: container.both("rename_all"), has_default: container.says("default") };
            let mut body = reader.body(&scope, &data.fields);
            if container.says("transparent") {
                body.style = Style::Transparent;
            }
            Form::Struct(body)
        }
        syn::Data::Enum(data) => {
            Form::Enum(tagging(&container), data.variants.iter().map(|written| reader.variant(&container, written)).collect())
        }
        syn::Data::Union(_) => return None,
    };
    reader.the_mark_is_on_a_field(&item.attrs);
    Some(Data {
        runtime,
        ident: item.ident.clone(),
        generics: item.generics.clone(),
        form,
        rules: rules::read(&item.attrs, errors),
        stand_ins: StandIns {
            written: container.ty("into"),
            read: container.ty("from").or_else(|| container.ty("try_from")),
            is_fallible: container.says("try_from"),
        },
        recursive,
        writes_debug: debug,
        is_model: model,
        is_strict: container.says("deny_unknown_fields"),
        is_deprecated: item.attrs.iter().any(|attribute| attribute.path().is_ident("deprecated")),
        docs: docs::lines(&item.attrs),
        said: said(&item.attrs),
        decisive: schema_name::decisive(item),
        schema_name: schema_name::schema_name(item),
        tag: written_tag(item, &container),
        default: container.default_value(),
    })
}

fn written_tag(item: &DeriveInput, container: &Serde) -> Option<(String, String)> {
    let name = Both::name(container.both("rename").as_ref(), Name::plain(names::wire(&item.ident)));
    container.text("tag").filter(|_| matches!(item.data, syn::Data::Struct(_))).map(|tag| (tag, name.written))
}

fn tagging(container: &Serde) -> Tagging {
    match (container.text("tag"), container.text("content")) {
        _ if container.says("untagged") => Tagging::Untagged,
        (None, _) => Tagging::External,
        (Some(tag), None) => Tagging::Internal(tag),
        (Some(tag), Some(content)) => Tagging::Adjacent(tag, content),
    }
}

impl Functions {
    fn of(serde: &Serde) -> Self {
        Self {
            write: serde.path("serialize_with", "").or_else(|| serde.path("with", "serialize")),
            read: serde.path("deserialize_with", "").or_else(|| serde.path("with", "deserialize")),
        }
    }
}

/// The functions that write and read a value in the place of its own type's, by the paths written.
fn functions(serde: &Serde) -> Option<String> {
    let plain = serde.text("with").unwrap_or_default();
    let [written, read] = ["serialize_with", "deserialize_with"].map(|key| serde.text(key).unwrap_or_else(|| plain.clone()));
    Some(Name { written, read }.joined()).filter(|name| !name.is_empty())
}

/// What the fields of one struct or variant share.
struct Scope {
    rename_all: Option<Both>,
    has_default: bool,
}

/// Reads attributes, and gathers what is wrong with them.
struct Reader<'a> {
    errors: &'a mut Errors,
}

impl Reader<'_> {
    fn serde(&mut self, attributes: &[Attribute], place: Place) -> Serde {
        self.errors.handle(Serde::read(attributes, place)).unwrap_or_default()
    }

    /// A secret is a field: a type or a variant as a whole is shown by its name.
    fn the_mark_is_on_a_field(&mut self, attributes: &[Attribute]) {
        if let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident("sensitive")) {
            let message = "`#[sensitive]` marks a field, and this is none; mark the fields that nobody may read in a log";
            self.errors.push(err!(attribute.path(), "{message}"));
        }
    }

    fn variant(&mut self, container: &Serde, written: &syn::Variant) -> Variant {
        self.the_mark_is_on_a_field(&written.attrs);
        let read = self.serde(&written.attrs, Place::Variant);
        let plain = self.renamed(container.both("rename_all").as_ref(), &read, &written.ident, Casing::variant);
        let rename_all = read.both("rename_all").or_else(|| container.both("rename_all_fields"));
        let (is_written, is_read) = (!read.says("skip_serializing"), !read.says("skip_deserializing"));
        Variant {
            ident: written.ident.clone(),
            aliases: read.aliases(),
            is_untagged: read.says("untagged"),
            is_skipped: read.says("skip") || !(is_written || is_read),
            name: Both::name(read.both("rename").as_ref(), plain).one_way(is_written, is_read),
            with: functions(&read),
            by: Functions::of(&read),
            is_other: read.says("other"),
            docs: docs::lines(&written.attrs),
            said: said(&written.attrs),
            body: self.body(&Scope { rename_all, has_default: false }, &written.fields),
        }
    }

    /// The name that a rule makes. One that serde's derive would panic at is an error.
    fn renamed(&mut self, rule: Option<&Both>, said: &Serde, ident: &Ident, rename: fn(Casing, &str) -> String) -> Name {
        let (written, mut can_be_recased) = (names::wire(ident), true);
        let has_its_own = said.both("rename").is_some_and(|own| own.written.is_some() && own.read.is_some());
        let name = Both::renamed(rule, |casing| {
            let name = rename(casing, &written);
            can_be_recased &= has_its_own || casing != Casing::Camel || name.starts_with(|first: char| first.is_ascii());
            name
        });
        if !can_be_recased {
            self.errors.push(err!(
                ident,
                "`camelCase` is known of names that begin with a letter of ASCII, and `{written}` does not; write `#[serde(rename = \"..\")]` above it"
            ));
        }
        name
    }

    fn body(&mut self, scope: &Scope, fields: &syn::Fields) -> Body {
        let style = match fields {
            syn::Fields::Named(_) => Style::Record,
            syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Newtype,
            syn::Fields::Unnamed(_) => Style::Tuple,
            syn::Fields::Unit => Style::Unit,
        };
        let fields = fields.iter().zip(fields.members()).map(|(written, member)| self.field(scope, written, member)).collect();
        Body { style, fields }
    }

    fn field(&mut self, scope: &Scope, written: &syn::Field, member: Member) -> Field {
        let read = self.serde(&written.attrs, Place::Field);
        if let Some(stream) = crate::stream::within(&written.ty) {
            self.errors.push(err!(stream, "an `EventStream` is the whole result of a method, and no field; write a `Vec`, or a method that returns `Result<EventStream<T, E>, E>`"));
        }
        let plain = match &member {
            Member::Named(ident) => self.renamed(scope.rename_all.as_ref(), &read, ident, Casing::field),
            Member::Unnamed(index) => Name::plain(index.index.to_string()),
        };
        let sensitive = self.errors.handle(sensitive_mark(&written.attrs)).flatten();
        Field {
            // What is never written is missing to whoever reads it; what is never read has a default, and so may be absent.
            name: Both::name(read.both("rename").as_ref(), plain).one_way(!read.says("skip_serializing"), true),
            member,
            ty: written.ty.clone(),
            presence: scope.presence(&read),
            with: functions(&read),
            rules: rules::read(&written.attrs, self.errors),
            is_sensitive: sensitive.is_some(),
            is_password: sensitive.is_some_and(|mark| mark.is_password),
            is_read: !read.says("skip_deserializing"),
            aliases: read.aliases(),
            docs: docs::lines(&written.attrs),
            left_out: read.path("skip_serializing_if", ""),
            functions: Functions::of(&read),
            by: match () {
                () if read.says("with") => By::Module,
                () if read.says("deserialize_with") => By::Reader,
                () => By::Type,
            },
            has_default: read.says("default"),
            default: read.default_value(),
            said: said(&written.attrs),
        }
    }
}

impl Scope {
    fn presence(&self, read: &Serde) -> Presence {
        match () {
            () if read.says("skip") || (read.says("skip_serializing") && read.says("skip_deserializing")) => Presence::Never,
            () if read.says("flatten") => Presence::Flattened,
            () if read.says("default") || self.has_default || read.says("skip_deserializing") => Presence::Defaulted,
            () => Presence::Always,
        }
    }
}

impl Body {
    /// The fields that travel.
    pub(super) fn present(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence != Presence::Never)
    }
}

impl Field {
    /// Whether it is written as an `Option`.
    pub(super) fn is_option(&self) -> bool {
        matches!(&self.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
    }
}

/// The attributes that speak to a document alone.
fn said(attributes: &[Attribute]) -> Vec<Attribute> {
    let are_said = |attribute: &&Attribute| ["schemars", "deprecated"].iter().any(|name| attribute.path().is_ident(name));
    attributes.iter().filter(are_said).cloned().collect()
}
