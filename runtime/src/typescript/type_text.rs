//! A form as a type of TypeScript.

use super::names::{member, quoted};
use super::shape::{About, Declaration, Member, Object, Shape};
use std::fmt::Write;

/// Text of a type.
pub(super) struct Types<'a> {
    /// The aliases of texts that are declared; any other is `string`.
    pub(super) aliases: &'a [&'static str],
}

impl Types<'_> {
    /// The declaration of a type with a name.
    pub(super) fn declare(&self, name: &str, declaration: &Declaration) -> String {
        let docs = comment(&declaration.about, "");
        match &declaration.shape {
            Shape::Object(object) if object.and.is_empty() => format!("{docs}export interface {name} {}\n", self.block(object, "")),
            Shape::OneOf(_, all) if !self.fits(&declaration.shape) => {
                let lines: String = all.iter().map(|one| format!("\n  | {}", self.within(one, "  "))).collect();
                format!("{docs}export type {name} ={lines};\n")
            }
            shape => format!("{docs}export type {name} = {};\n", self.at(shape, "")),
        }
    }

    /// The type on one line, as far as nothing within it is documented.
    pub(super) fn of(&self, shape: &Shape) -> String {
        self.at(shape, "")
    }

    /// Returns true for a type that is short enough for one line.
    fn fits(&self, shape: &Shape) -> bool {
        let text = self.of(shape);
        text.len() <= 80 && !text.contains('\n')
    }

    fn at(&self, shape: &Shape, indent: &str) -> String {
        match shape {
            Shape::Unknown => "unknown".to_owned(),
            Shape::Never => "never".to_owned(),
            Shape::Null => "null".to_owned(),
            Shape::Boolean => "boolean".to_owned(),
            Shape::Number | Shape::Integer => "number".to_owned(),
            Shape::BigInt => "bigint".to_owned(),
            Shape::Text(alias) => alias.map(|alias| alias.name()).filter(|name| self.aliases.contains(name)).unwrap_or("string").to_owned(),
            Shape::Literal(text) => quoted(text),
            Shape::AnyOther => "(string & {})".to_owned(),
            Shape::List(item) => format!("{}[]", self.within(item, indent)),
            Shape::Tuple(items) => format!("[{}]", join(items, ", ", |item| self.at(item, indent))),
            Shape::Map(None, value) => format!("{{ [key: string]: {} }}", self.at(value, indent)),
            Shape::Map(Some(keys), value) => {
                format!("{{ [key in {}]?: {} }}", join(keys, " | ", |key| quoted(key)), self.at(value, indent))
            }
            Shape::Object(object) => self.object(object, indent),
            Shape::OneOf(_, all) => join(all, " | ", |one| self.within(one, indent)),
            Shape::Nullable(value) => format!("{} | null", self.within(value, indent)),
            Shape::Named(name) => name.clone(),
        }
    }

    /// A type within another: in brackets where it would not stay together.
    fn within(&self, shape: &Shape, indent: &str) -> String {
        let is_open = match shape {
            Shape::OneOf(_, all) => all.len() > 1,
            Shape::Object(object) => object.and.len() + usize::from(has_members(object)) > 1,
            Shape::Nullable(_) => true,
            _ => false,
        };
        let text = self.at(shape, indent);
        if is_open { format!("({text})") } else { text }
    }

    fn object(&self, object: &Object, indent: &str) -> String {
        let members = (has_members(object) || object.and.is_empty()).then(|| {
            if object.members.iter().all(|member| member.about.is_empty()) { self.line(object, indent) } else { self.block(object, indent) }
        });
        let and = object.and.iter().map(|one| self.within(one, indent));
        members.into_iter().chain(and).collect::<Vec<_>>().join(" & ")
    }

    fn line(&self, object: &Object, indent: &str) -> String {
        let members: Vec<_> = self.members(object, indent).into_iter().map(|(_, member)| member).collect();
        if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join("; ")) }
    }

    fn block(&self, object: &Object, indent: &str) -> String {
        let inner = format!("{indent}  ");
        let mut text = "{\n".to_owned();
        for (about, member) in self.members(object, &inner) {
            let docs = about.map(|about| comment(about, &inner)).unwrap_or_default();
            _ = writeln!(text, "{docs}{inner}{member};");
        }
        text + indent + "}"
    }

    fn members<'a>(&self, object: &'a Object, indent: &str) -> Vec<(Option<&'a About>, String)> {
        let line = |one: &'a Member| {
            let mark = if one.is_optional { "?" } else { "" };
            (Some(&one.about), format!("{}{mark}: {}", member(&one.name), self.at(&one.shape, indent)))
        };
        let rest = object.rest.as_ref().map(|rest| (None, format!("[key: string]: {}", self.rest(object, rest, indent))));
        object.members.iter().map(line).chain(rest).collect()
    }

    /// The values of any member: TypeScript wants those that have names to be among them.
    fn rest(&self, object: &Object, rest: &Shape, indent: &str) -> String {
        let mut types = vec![self.within(rest, indent)];
        for one in &object.members {
            types.push(self.within(&one.shape, indent));
            types.extend(one.is_optional.then(|| "undefined".to_owned()));
        }
        let mut known = Vec::new();
        types.retain(|one| {
            if known.contains(one) {
                false
            } else {
                known.push(one.clone());
                true
            }
        });
        types.join(" | ")
    }
}

fn has_members(object: &Object) -> bool {
    !object.members.is_empty() || object.rest.is_some()
}

fn join<T>(items: &[T], between: &str, text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(between)
}

/// A TSDoc comment, or nothing.
pub(super) fn comment(about: &About, indent: &str) -> String {
    let mut lines: Vec<String> = about.docs.lines().map(|line| line.trim_end().replace("*/", "*\\/")).collect();
    if let Some(reason) = &about.deprecated {
        lines.push(format!("@deprecated {reason}").trim_end().to_owned());
    }
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines: String = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}
