//! The faults that a document could have, ruled out without making it.
//!
//! In: the types of a version's routes. Out: true where no name, parameter or `Location` can be wrong: what a walk over the tables finds is never
//! less than what the document would have. Where that might be too much, the answer is no, and the document says it.

use super::duplicate_parameter;
use super::problem_responses;
use super::request_body;
use super::schemas;
use super::source::{Described, DocumentSource};
use super::webhooks;
use crate::server::describe::type_info::{ErrorInfo, SchemaOf};
use crate::server::response::location;
use crate::server::schema::{is_component, is_known, name_of_model};
use crate::spec::{MethodSpec, Param, Place};
use crate::wire::extra::Extra;
use crate::wire::table::{By, Content, Field, Model, Presence, Type, TypeFn, Variant};
use schemars::SchemaGenerator;
use std::collections::{HashMap, HashSet};
use std::ptr;

/// Returns true if a document can have no fault.
pub(super) fn are_ruled_out(source: &DocumentSource) -> bool {
    let mut names = Names::new();
    source.services.iter().all(|service| are_ruled_out_of(service, source, &mut names)) && names.are_clear()
}

fn are_ruled_out_of((contract, format): &Described, source: &DocumentSource, names: &mut Names) -> bool {
    format.iter().for_each(|format| names.add_by(format.schema()));
    let is_shown = |method: &MethodSpec| source.info.as_ref().is_none_or(|info| info.shows(method));
    let is_in = |method: &MethodSpec| method.route.is_some_and(|route| route.is_in(source.version));
    let routes = contract.methods.iter().flat_map(MethodSpec::routes);
    routes.filter(|method| is_in(method) && is_shown(method)).all(|method| {
        names.add_method(method);
        has_parameters_once(method) && has_location(method)
    })
}

/// Returns true if no parameter can be there twice.
fn has_parameters_once(method: &MethodSpec) -> bool {
    let own: Vec<_> = request_body::key_parameter(method).into_iter().chain(webhooks::parameters(method)).collect();
    let mut all = duplicate_parameter::named(&own);
    for param in method.params {
        match param.place {
            Place::Path => all.push((param.name, "path")),
            Place::QueryParam => all.push((param.name, "query")),
            Place::Header(header) => all.push((header, "header")),
            Place::Query => match param.captured.ty.and_then(members) {
                Some(members) => all.extend(members.into_iter().map(|name| (name, "query"))),
                None => return false,
            },
            Place::Body | Place::Member | Place::Action => {}
        }
    }
    duplicate_parameter::fault(method, &all).is_none()
}

/// The names of an object's members as they are read, if the table says them all.
fn members(ty: TypeFn) -> Option<Vec<&'static str>> {
    let Type::Model(Model { content: Content::Record(fields), extra: Extra { said: None, .. }, .. }) = ty() else { return None };
    let mut all = Vec::new();
    for field in *fields {
        match field.presence {
            Presence::Flattened => all.extend(members(field.ty)?),
            _ => all.push(field.name),
        }
    }
    Some(all)
}

/// Returns true if the result has what its `Location` needs, or there is none.
fn has_location(method: &MethodSpec) -> bool {
    let has = |name: &str| match method.returned.ty.map(|ty| ty()) {
        Some(Type::Model(Model { content: Content::Record(fields), extra: Extra { said: None, .. }, .. })) => {
            fields.iter().any(|field| field.written == name && field.presence != Presence::Flattened)
        }
        _ => false,
    };
    method.rest.location.is_none() || location::members(method).all(has)
}

/// The names of a document's schemas, in both directions.
struct Names {
    /// The path of the type that has a name.
    of_tables: HashMap<String, &'static str>,
    /// True once two types have one name.
    has_two: bool,
    /// The names that errors give.
    of_problems: HashSet<String>,
    /// Types without a table describe themselves, and say by what names.
    generators: [SchemaGenerator; 2],
    seen: HashSet<*const Type>,
    /// Errors whose variants have been named. An error may be a model too, with a name of its own.
    seen_errors: HashSet<*const Type>,
}

impl Names {
    fn new() -> Self {
        Self {
            of_tables: HashMap::new(),
            has_two: false,
            of_problems: problem_responses::GENERAL.map(str::to_owned).into(),
            generators: [schemas::settings().for_serialize(), schemas::settings().for_deserialize()]
                .map(|settings| settings.into_generator()),
            seen: HashSet::new(),
            seen_errors: HashSet::new(),
        }
    }

    /// Returns true if every name is of one type, also once requests have names of their own.
    fn are_clear(mut self) -> bool {
        let [written, read] = self.generators.each_mut().map(|generator| generator.take_definitions(true));
        let by_schemars: HashSet<_> = written.into_iter().chain(read).map(|(name, _)| name).collect();
        let is_of_table = |name: &str| self.of_tables.contains_key(name);
        let is_a_form = |name: &str| name.strip_suffix("Input").is_some_and(|name| is_of_table(name) || by_schemars.contains(name));
        let is_taken = |name: &String| is_a_form(name) || self.of_problems.contains(name);
        let mut all = self.of_tables.keys().chain(&by_schemars).chain(&self.of_problems);
        all.all(|name| is_component(name))
            && !self.has_two
            && !by_schemars.iter().any(|name| is_of_table(name) || is_taken(name))
            && !self.of_tables.keys().any(is_taken)
    }

    fn add_method(&mut self, method: &MethodSpec) {
        method.params.iter().for_each(|param| self.add_argument(param));
        let Some((value, error)) = method.returned.named else { return };
        self.add(method.returned.ty, value.refer);
        match method.returned.error.map(|ty| ty()) {
            Some(ty) if self.seen_errors.insert(ptr::from_ref(ty)) => self.add_error(ty, error),
            _ => {}
        }
    }

    /// Adds an error, which stands under the names of its variants alone.
    fn add_error(&mut self, ty: &'static Type, error: ErrorInfo) {
        self.of_problems.extend(error.variants.iter().map(|variant| problem_responses::name(error, variant)));
        match ty {
            Type::Model(model) => self.add_parts(model),
            _ => self.add_by(error.schema.write),
        }
    }

    fn add_argument(&mut self, param: &Param) {
        if let Some(named) = param.captured.named {
            self.add(param.captured.ty, named.refer);
        }
    }

    /// Adds a type by its table, where that says all.
    fn add(&mut self, table: Option<TypeFn>, other: SchemaOf) {
        match table.filter(|ty| is_known(*ty)) {
            Some(ty) => self.add_table(ty()),
            None => self.add_by(other),
        }
    }

    fn add_by(&mut self, schema: SchemaOf) {
        self.generators.iter_mut().for_each(|generator| drop(schema(generator)));
    }

    fn add_table(&mut self, ty: &'static Type) {
        match ty {
            Type::Option(value) | Type::Nullable(value) => self.add_table(value()),
            Type::List(item) | Type::Array(item, _) => self.add_table(item()),
            Type::Map(key, value) => [key, value].into_iter().for_each(|ty| self.add_table(ty())),
            Type::Tuple(items) => items.iter().for_each(|item| self.add_table(item())),
            Type::Model(model) if self.seen.insert(ptr::from_ref(ty)) => self.add_model(model),
            _ => {}
        }
    }

    fn add_model(&mut self, model: &'static Model) {
        if let Some(name) = &model.name {
            let path = (name.path)();
            let known = self.of_tables.entry(name_of_model(name)).or_insert(path);
            self.has_two |= *known != path;
        }
        self.add_parts(model);
    }

    fn add_parts(&mut self, model: &'static Model) {
        model.extra.said.into_iter().for_each(|said| self.add_by(said));
        self.add_content(&model.content);
    }

    fn add_content(&mut self, content: &'static Content) {
        match content {
            Content::Unit => {}
            Content::Inner(field) | Content::Transparent(field) => self.add_field(field),
            Content::Tuple(fields) | Content::Record(fields) => fields.iter().for_each(|field| self.add_field(field)),
            Content::Choice(_, variants) => variants.iter().for_each(|variant| self.add_variant(variant)),
            Content::Converted(types) => {
                types.written.into_iter().chain(types.read).for_each(|field| self.add_field(field));
                self.add_content(types.own);
            }
        }
    }

    fn add_variant(&mut self, variant: &'static Variant) {
        variant.extra.said.into_iter().for_each(|said| self.add_by(said));
        self.add_content(&variant.content);
    }

    fn add_field(&mut self, field: &'static Field) {
        field.extra.said.into_iter().for_each(|said| self.add_by(said));
        match field.extra.own.filter(|_| !is_known(field.ty)) {
            // The functions of a module may write anything.
            _ if field.by == By::Module => {}
            Some(own) => self.add_by(own),
            None => self.add_table((field.ty)()),
        }
    }
}
