//! The walk over the table of a type, in one direction.

use super::fault::Refused;
use super::integers::Integers;
use super::shape::{About, Alias, Declaration, Member, Shape};
use super::{foreign, number};
use crate::server::{Named, SchemaDirection, is_known, is_option, name_of_model, said};
use crate::wire::table::{By, Content, Field, Format, Model, Presence, Rule, Type, TypeFn};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::json;
use std::collections::BTreeMap;

/// Most types in one place without a name. One that holds itself so has no end.
const MAX_DEPTH: usize = 64;

/// A walk over the tables of types that go one way.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) way: SchemaDirection,
    pub(super) integers: Integers,
    generator: SchemaGenerator,
    /// Types by name, and the path in Rust of the one that gave it.
    declared: BTreeMap<String, (&'static str, Declaration)>,
    fault: Option<Refused>,
    depth: usize,
}

impl Walk {
    pub(super) fn new(way: SchemaDirection, integers: Integers) -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.meta_schema = None);
        let settings = if way == SchemaDirection::Written { settings.for_serialize() } else { settings.for_deserialize() };
        Self { way, integers, generator: settings.into_generator(), declared: BTreeMap::new(), fault: None, depth: 0 }
    }

    /// The types with names that were met.
    pub(super) fn finish(mut self) -> Result<BTreeMap<String, Declaration>, Refused> {
        let mut declared: BTreeMap<_, _> = self.declared.into_iter().map(|(name, (_, declaration))| (name, declaration)).collect();
        for (name, schema) in self.generator.take_definitions(true) {
            declared.entry(name).or_insert_with(|| foreign::declaration(&schema, self.integers));
        }
        self.fault.map_or(Ok(declared), Err)
    }

    /// The form of an argument or a result: by its table where that says all, else by schemars, where a document shows it too.
    pub(super) fn whole(&mut self, table: Option<TypeFn>, named: Option<Named>) -> Shape {
        match (table.filter(|ty| is_known(*ty)), named) {
            (None, Some(named)) => foreign::shape((named.refer)(&mut self.generator).as_value(), self.integers),
            (None, None) => table.map_or(Shape::Unknown, |ty| self.of(ty)),
            (Some(ty), _) => self.of(ty),
        }
    }

    /// The form of a type: a reference for one that has a name.
    pub(super) fn of(&mut self, ty: TypeFn) -> Shape {
        self.ruled(ty, &[], &[])
    }

    /// The form of a type whose values keep these rules, and whose items keep the inner ones.
    fn ruled(&mut self, ty: TypeFn, rules: &[Rule], inner: &[Rule]) -> Shape {
        if self.depth == MAX_DEPTH {
            return Shape::Unknown;
        }
        self.depth += 1;
        let shape = match ty() {
            Type::Null => Shape::Null,
            Type::Bool => Shape::Boolean,
            Type::Integer(integer) => number::integer(integer, rules, self.integers),
            Type::Float(_) => Shape::Number,
            Type::Text(format) => Shape::Text(alias(*format)),
            Type::Any | Type::Foreign | Type::File => Shape::Unknown,
            Type::Bytes => Shape::list(Shape::Number),
            Type::Option(value) | Type::Nullable(value) => {
                self.ruled(*value, if inner.is_empty() { rules } else { inner }, inner).nullable()
            }
            Type::List(item) => Shape::list(self.ruled(*item, inner, &[])),
            Type::Array(item, length) => self.array(*item, *length),
            Type::Map(key, value) => Shape::Map(self.keys(*key), Box::new(self.of(*value))),
            Type::Tuple(items) => Shape::Tuple(items.iter().map(|item| self.of(*item)).collect()),
            Type::Model(model) => self.model(model),
        };
        self.depth -= 1;
        shape
    }

    /// A long array is a list: a tuple of a thousand says nothing.
    fn array(&mut self, item: TypeFn, length: usize) -> Shape {
        let item = self.of(item);
        if length <= 8 { Shape::Tuple(vec![item; length]) } else { Shape::list(item) }
    }

    /// The names of a map's keys, where they are those of an enum.
    fn keys(&mut self, key: TypeFn) -> Option<Vec<String>> {
        let Type::Model(model) = key() else { return None };
        let names = |shape: &Shape| match shape {
            Shape::Literal(name) => Some(vec![name.clone()]),
            Shape::OneOf(_, all) => all.iter().map(|one| if let Shape::Literal(name) = one { Some(name.clone()) } else { None }).collect(),
            _ => None,
        };
        match &model.content {
            Content::Choice(..) => names(&self.content(&model.content, model)),
            _ => None,
        }
    }

    fn model(&mut self, model: &'static Model) -> Shape {
        let Some(name) = &model.name else { return self.content(&model.content, model) };
        let (text, path) = (name_of_model(name), (name.path)());
        match self.declared.get(&text) {
            Some((known, _)) if *known == path => {}
            Some((known, _)) => {
                let known = *known;
                self.fault.get_or_insert_with(|| Refused::names(known, path, &text));
            }
            None => {
                let unknown = Declaration { shape: Shape::Unknown, about: About::docs(model.docs) };
                self.declared.insert(text.clone(), (path, unknown));
                let shape = self.content(&model.content, model);
                if let Some((_, declaration)) = self.declared.get_mut(&text) {
                    declaration.shape = shape;
                }
            }
        }
        Shape::Named(text)
    }

    /// The parts of a type, or the type that stands in their place.
    fn content(&mut self, content: &'static Content, model: &'static Model) -> Shape {
        match content {
            Content::Choice(tagging, variants) => self.choice(*tagging, variants),
            Content::Converted(types) => match self.way.stand_in(types) {
                Some(field) => self.field(field),
                None => self.content(types.own, model),
            },
            content => self.parts(content, model.tag),
        }
    }

    /// The parts of a struct or a variant.
    pub(super) fn parts(&mut self, content: &'static Content, tag: Option<(&str, &str)>) -> Shape {
        match content {
            Content::Inner(field) | Content::Transparent(field) => self.field(field),
            Content::Tuple(fields) => {
                let fields: Vec<_> = fields.iter().filter(|field| self.way.has(field)).collect();
                Shape::Tuple(fields.into_iter().map(|field| self.field(field)).collect())
            }
            Content::Record(fields) => Shape::Object(self.record(fields, tag)),
            Content::Unit | Content::Choice(..) | Content::Converted(_) => Shape::Null,
        }
    }

    /// The form of a field.
    pub(super) fn field(&mut self, field: &'static Field) -> Shape {
        let shape = match (field.by, field.extra.own.filter(|_| !is_known(field.ty))) {
            (By::Module, _) => Shape::Unknown,
            (_, Some(own)) => foreign::shape(own(&mut self.generator).as_value(), self.integers),
            (_, None) => self.ruled(field.ty, field.rules, field.inner),
        };
        let shape = match (shape, field.extra.said) {
            // The user's own word, where the type says nothing.
            (Shape::Unknown, Some(by)) => foreign::shape(&said(by, json!({}), &mut self.generator), self.integers),
            (shape, _) => shape,
        };
        match shape {
            Shape::Nullable(value) if has_to_be(field) => *value,
            shape => shape,
        }
    }

    /// A field with a name.
    pub(super) fn member(&mut self, field: &'static Field) -> Member {
        let shape = self.field(field);
        let is_optional = !self.is_required(field, &shape);
        let default = field.extra.default.filter(|_| self.way == SchemaDirection::Written && !is_optional).and_then(|default| default());
        let about = About { deprecated: self.deprecated(field), ..About::docs(field.docs) };
        Member { name: self.way.name_of(field).to_owned(), shape, is_optional, default, about }
    }

    fn is_required(&self, field: &Field, shape: &Shape) -> bool {
        let may_be_absent = || is_option(field.ty) || !is_known(field.ty) && matches!(shape, Shape::Nullable(_) | Shape::Null);
        match self.way {
            SchemaDirection::Written => !field.is_left_out,
            SchemaDirection::Read => has_to_be(field) || field.presence == Presence::Required && (field.by != By::Type || !may_be_absent()),
        }
    }

    /// `#[deprecated]` of a field, which schemars passes on.
    fn deprecated(&mut self, field: &Field) -> Option<String> {
        let schema = said(field.extra.said?, json!({}), &mut self.generator);
        (schema.get("deprecated") == Some(&true.into())).then(String::new)
    }
}

/// A rule wants a value there.
fn has_to_be(field: &Field) -> bool {
    field.rules.iter().any(|rule| matches!(rule, Rule::Required))
}

fn alias(format: Format) -> Option<Alias> {
    match format {
        Format::Uuid => Some(Alias::Uuid),
        Format::Url => Some(Alias::Url),
        Format::Date(_) => Some(Alias::PlainDate),
        Format::Time(_) => Some(Alias::PlainTime),
        Format::DateTime(_) => Some(Alias::PlainDateTime),
        Format::Decimal => Some(Alias::Decimal),
        Format::Other(grammar) if grammar.formats == ["date-time"] => Some(Alias::DateTime),
        Format::Plain | Format::Char | Format::Other(_) => None,
    }
}
