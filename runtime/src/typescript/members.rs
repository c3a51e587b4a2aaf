//! The members of an object: the fields of a struct, and those that stand among them.

use super::shape::{Member, Object, Shape};
use super::walk::Walk;
use crate::server::SchemaDirection;
use crate::wire::table::{By, Content, Field, Model, Presence, Type, TypeFn};

impl Walk {
    /// An object of these fields.
    pub(super) fn record(&mut self, fields: &'static [Field], tag: Option<(&str, &str)>) -> Object {
        let mut object = Object::default();
        self.add_tag(&mut object, tag);
        self.add_fields(&mut object, fields);
        object
    }

    /// The tag that a struct is written with; nobody reads it.
    fn add_tag(&self, object: &mut Object, tag: Option<(&str, &str)>) {
        if let Some((tag, name)) = tag.filter(|_| self.way == SchemaDirection::Written) {
            object.members.push(Member::new(tag, Shape::Literal(name.to_owned())));
        }
    }

    pub(super) fn add_fields(&mut self, object: &mut Object, fields: &'static [Field]) {
        let way = self.way;
        for field in fields.iter().filter(|field| way.has(field)) {
            if field.presence == Presence::Flattened {
                self.flatten_field(object, field);
            } else {
                let member = self.member(field);
                object.members.push(member);
            }
        }
    }

    /// Adds the members of a field's value in the field's place.
    pub(super) fn flatten_field(&mut self, object: &mut Object, field: &'static Field) {
        match (field.by, (field.ty)()) {
            (By::Module, _) => {}
            (_, Type::Foreign) => {
                let shape = self.field(field);
                object.and.push(shape);
            }
            _ => self.flatten(object, field.ty),
        }
    }

    fn flatten(&mut self, object: &mut Object, ty: TypeFn) {
        match ty() {
            Type::Option(value) | Type::Nullable(value) => self.flatten_option(object, *value),
            Type::Map(_, value) => object.rest = Some(Box::new(self.of(*value))),
            Type::Model(model) => self.flatten_content(object, model, &model.content),
            _ => {}
        }
    }

    /// An optional value is there as a whole: all of its members, or none.
    fn flatten_option(&mut self, object: &mut Object, value: TypeFn) {
        let mut whole = Object::default();
        self.flatten(&mut whole, value);
        if whole.members.iter().all(|member| member.is_optional) && whole.and.is_empty() {
            object.members.extend(whole.members);
            object.rest = object.rest.take().or(whole.rest);
            return;
        }
        let none = whole.members.iter().map(|member| Member { is_optional: true, ..Member::new(&member.name, Shape::Never) });
        let none = Object { members: none.collect(), ..Object::default() };
        object.and.push(Shape::OneOf(None, vec![Shape::Object(whole), Shape::Object(none)]));
    }

    fn flatten_content(&mut self, object: &mut Object, model: &'static Model, content: &'static Content) {
        match content {
            Content::Record(fields) => {
                self.add_tag(object, model.tag);
                self.add_fields(object, fields);
            }
            Content::Inner(field) | Content::Transparent(field) => self.flatten_field(object, field),
            Content::Choice(tagging, variants) => {
                let choice = self.open_choice(*tagging, variants);
                object.and.push(choice);
            }
            Content::Converted(types) => match self.way.stand_in(types) {
                Some(field) => self.flatten_field(object, field),
                None => self.flatten_content(object, model, types.own),
            },
            Content::Unit | Content::Tuple(_) => {}
        }
    }
}
