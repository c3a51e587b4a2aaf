//! What JSON could not say: members of one name that `#[serde(flatten)]` or a tag brings together, or no members at all, and `None` beside what is
//! `null` too.
//!
//! In: the description of a type. Out: the first such thing, and where it is; found when a server is built, since no macro sees two types.

use crate::spec::MethodSpec;
use crate::wire::Tagging;
use crate::wire::table::{By, Content, Field, Model, Presence, Type, TypeFn, Variant};
use std::borrow::Cow;
use std::ptr;

/// What is wrong with the types of a method, as a sentence.
pub(in crate::server) fn fault(method: &MethodSpec) -> Option<String> {
    let takes = method.params.iter().map(|param| (Some(param.name), param.captured.ty));
    let mut all = takes.chain([(None, method.returned.ty)]);
    let (argument, fault) = all.find_map(|(argument, ty)| Some((argument, first_fault(ty?)?)))?;
    let what = argument.map_or("gives a value".to_owned(), |name| format!("takes `{name}`"));
    let (service, method) = (method.service.name, method.name);
    Some(format!("`{service}.{method}` {what} with {fault}"))
}

/// What cannot be told apart, and where.
fn first_fault(ty: TypeFn) -> Option<String> {
    let mut walk = Walk::default();
    let fault = walk.of_type(ty)?;
    let place = if walk.steps.is_empty() { String::new() } else { format!(" at `/{}`", walk.steps.join("/")) };
    Some(fault.replacen(';', &format!("{place};"), 1))
}

/// Where the walk is, and what it has looked at.
#[derive(Default)]
struct Walk {
    steps: Vec<Cow<'static, str>>,
    seen: Vec<*const Type>,
}

impl Walk {
    fn of_type(&mut self, ty: TypeFn) -> Option<String> {
        let ty = ty();
        if self.seen.iter().any(|seen| ptr::eq(*seen, ty)) {
            return None;
        }
        self.seen.push(ty);
        match ty {
            Type::Option(value) | Type::Nullable(value) if may_be_null(*value) => {
                Some("an `Option` of what may be `null` itself; give what is within a name".to_owned())
            }
            Type::Option(value) | Type::Nullable(value) => self.of_type(*value),
            Type::List(item) | Type::Array(item, _) => self.below("0", *item),
            Type::Map(_, value) => self.below("*", *value),
            Type::Tuple(items) => items.iter().enumerate().find_map(|(place, item)| self.below(place.to_string(), *item)),
            Type::Model(model) => self.of_content(&model.content),
            _ => None,
        }
    }

    fn of_content(&mut self, content: &'static Content) -> Option<String> {
        match content {
            Content::Unit => None,
            Content::Inner(field) | Content::Transparent(field) => self.of_type(field.ty),
            Content::Tuple(fields) => fields.iter().find_map(|field| self.below(field.name, field.ty)),
            Content::Record(fields) => flattened(fields).or_else(|| fields.iter().find_map(|field| self.of_field(field))),
            Content::Choice(tagging, variants) => variants.iter().find_map(|variant| self.of_variant(*tagging, variant)),
            Content::Converted(converted) => match converted.read() {
                Ok(ty) => self.of_type(ty),
                Err(own) => self.of_content(own),
            },
        }
    }

    fn of_field(&mut self, field: &'static Field) -> Option<String> {
        match (field.presence, field.by) {
            (Presence::Flattened, _) => self.of_type(field.ty),
            // Functions may tell what the type alone does not.
            (_, By::Reader | By::Module) => None,
            (_, By::Type) => self.below(field.name, field.ty),
        }
    }

    fn of_variant(&mut self, tagging: Tagging, variant: &'static Variant) -> Option<String> {
        match (tagging, variant.name) {
            (Tagging::Internal(tag), Some(name)) if !has_room(&variant.content) => {
                Some(format!("a variant `{name}` that has no fields for its tag `{tag}` to stand among; write `content = \"..\"`"))
            }
            (Tagging::Internal(tag), Some(_)) if members_in(&variant.content, &mut Vec::new()).contains(&tag) => {
                Some(format!("two members `{tag}`, one of them its tag; rename one of them"))
            }
            (Tagging::External, Some(name)) | (Tagging::Adjacent(_, name), Some(_)) => {
                self.step(name, |walk| walk.of_content(&variant.content))
            }
            _ => self.of_content(&variant.content),
        }
    }

    fn below(&mut self, step: impl Into<Cow<'static, str>>, ty: TypeFn) -> Option<String> {
        self.step(step, |walk| walk.of_type(ty))
    }

    /// The step stays where something was found behind it.
    fn step(&mut self, step: impl Into<Cow<'static, str>>, look: impl FnOnce(&mut Self) -> Option<String>) -> Option<String> {
        self.steps.push(step.into());
        let found = look(self);
        if found.is_none() {
            self.steps.pop();
        }
        found
    }
}

/// Whether some value of this type is `null`.
fn may_be_null(ty: TypeFn) -> bool {
    match ty() {
        Type::Null | Type::Option(_) | Type::Nullable(_) => true,
        Type::Model(model) => is_null(&model.content),
        _ => false,
    }
}

fn is_null(content: &Content) -> bool {
    match content {
        Content::Unit => true,
        Content::Inner(field) | Content::Transparent(field) => may_be_null(field.ty),
        Content::Tuple(_) | Content::Record(_) => false,
        Content::Choice(tagging, variants) => {
            let is_alone = |variant: &&Variant| variant.name.is_none() || *tagging == Tagging::Untagged;
            variants.iter().filter(is_alone).any(|variant| is_null(&variant.content))
        }
        Content::Converted(converted) => converted.read().map_or_else(is_null, may_be_null),
    }
}

/// Whether a tag finds a place in what a variant holds. Of nothing it makes an object.
fn has_room(content: &Content) -> bool {
    match content {
        Content::Inner(field) | Content::Transparent(field) => {
            !is_no_object(field.ty) && !matches!((field.ty)(), Type::Option(_) | Type::Nullable(_))
        }
        Content::Tuple(_) => false,
        _ => true,
    }
}

/// Whether every value of this type is certain to be no object.
fn is_no_object(ty: TypeFn) -> bool {
    match ty() {
        Type::Bool | Type::Integer(..) | Type::Float(_) | Type::Text(_) | Type::Bytes => true,
        Type::List(_) | Type::Array(..) | Type::Tuple(_) => true,
        Type::Option(value) | Type::Nullable(value) => is_no_object(*value),
        Type::Model(Model { content: Content::Inner(field) | Content::Transparent(field), .. }) => is_no_object(field.ty),
        Type::Model(Model { content: Content::Converted(converted), .. }) => converted.read().is_ok_and(is_no_object),
        Type::Model(Model { content: Content::Tuple(_), .. }) => true,
        _ => false,
    }
}

/// What is wrong with the flattened fields of a record: a name that is there already, and what brings it.
fn flattened(fields: &'static [Field]) -> Option<String> {
    let (others, own): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.presence == Presence::Flattened);
    if others.is_empty() {
        return None;
    }
    let mut known: Vec<_> = own.into_iter().flat_map(names).collect();
    for field in others {
        if is_no_object(field.ty) {
            return Some(format!("a flattened field `{}` that has no fields; remove `flatten`", field.name));
        }
        if field.is_left_out && needs_members(field.ty) {
            return Some(format!(
                "a flattened field `{}` that may be left out, and has fields that are required; make it an `Option`",
                field.name
            ));
        }
        let brought = members_of(field.ty, &mut Vec::new());
        if let Some(name) = brought.iter().find(|name| known.contains(name)) {
            return Some(format!("two members `{name}`, one of them by the flattened field `{}`; rename one of them", field.name));
        }
        known.extend(brought);
    }
    None
}

/// Whether something must be there for a value of this type, among the fields of another.
fn needs_members(ty: TypeFn) -> bool {
    match ty() {
        Type::Option(_) | Type::Map(..) => false,
        Type::Model(Model { content: Content::Inner(field) | Content::Transparent(field), .. }) => needs_members(field.ty),
        Type::Model(Model { content: Content::Record(fields), .. }) => {
            fields.iter().any(|field| field.presence == Presence::Required && !matches!((field.ty)(), Type::Option(_)))
        }
        _ => true,
    }
}

fn names(field: &'static Field) -> impl Iterator<Item = &'static str> {
    field.aliases.iter().copied().chain([field.name])
}

/// The members that a value of this type has where it is an object. Those of a map are not known.
pub(super) fn members(ty: TypeFn) -> Vec<&'static str> {
    members_of(ty, &mut Vec::new())
}

fn members_of(ty: TypeFn, seen: &mut Vec<*const Type>) -> Vec<&'static str> {
    let ty = ty();
    if seen.iter().any(|seen| ptr::eq(*seen, ty)) {
        return Vec::new();
    }
    seen.push(ty);
    match ty {
        Type::Option(value) | Type::Nullable(value) => members_of(*value, seen),
        Type::Model(model) => model.tag.iter().map(|(tag, _)| *tag).chain(members_in(&model.content, seen)).collect(),
        _ => Vec::new(),
    }
}

fn members_in(content: &'static Content, seen: &mut Vec<*const Type>) -> Vec<&'static str> {
    match content {
        Content::Unit | Content::Tuple(_) => Vec::new(),
        Content::Inner(field) | Content::Transparent(field) => members_of(field.ty, seen),
        Content::Record(fields) => fields
            .iter()
            .flat_map(|field| match field.presence {
                Presence::Flattened => members_of(field.ty, seen),
                _ => names(field).collect(),
            })
            .collect(),
        Content::Choice(Tagging::External, variants) => variants.iter().filter_map(|variant| variant.name).collect(),
        Content::Choice(Tagging::Adjacent(tag, content), _) => vec![tag, content],
        Content::Choice(Tagging::Internal(tag), variants) => {
            variants.iter().flat_map(|variant| members_in(&variant.content, seen)).chain([*tag]).collect()
        }
        Content::Choice(Tagging::Untagged, variants) => variants.iter().flat_map(|variant| members_in(&variant.content, seen)).collect(),
        Content::Converted(converted) => match converted.read() {
            Ok(ty) => members_of(ty, seen),
            Err(own) => members_in(own, seen),
        },
    }
}
