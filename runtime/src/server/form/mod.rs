//! HTML forms as arguments: `id=7&new.title=Milk&new.tags[]=shop`.
//!
//! In: `application/x-www-form-urlencoded`. Out: the arguments of a method, each by its name. Everything is bounded: fields, depth,
//! indices.

mod key;
mod value;

use crate::error::FieldError;
use crate::spec::MethodSpec;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use value::{Arguments, FormError};

/// The most fields that a form may have.
const MAX_FIELDS: usize = 1000;

/// The fields of a form, as a tree by the paths in their names.
#[derive(Debug, Default)]
pub(super) struct Form {
    root: BTreeMap<String, Node>,
}

/// A part of a form.
#[derive(Debug, Clone)]
enum Node {
    Text(String),
    List(BTreeMap<usize, Node>),
    Fields(BTreeMap<String, Node>),
    /// Left out, and asked for: an unchecked box and an empty list are values too.
    Absent,
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// A name that is no path, a field that is two things at once, or too many of them.
    pub(super) fn parse(body: &[u8]) -> Result<Self, FieldError> {
        let mut form = Self::default();
        for (count, (name, text)) in form_urlencoded::parse(body).enumerate() {
            if count == MAX_FIELDS {
                return Err(fault("", "too_many_fields", "the form has too many fields"));
            }
            let path = key::parse(&name).ok_or_else(|| fault("", "field_name", "a field's name is not a path such as `new.tags[0]`"))?;
            let [key::Step::Name(first), rest @ ..] = path.as_slice() else { continue };
            insert(form.root.entry((*first).to_owned()), rest, text.into_owned())
                .map_err(|()| fault(&format!("/{first}"), "field_name", "the form names this field in two ways"))?;
        }
        Ok(form)
    }

    /// The arguments of a method. One argument that is a struct may leave its own name out: `title` for `new.title`.
    ///
    /// # Errors
    /// The first value that cannot be read, at its pointer.
    pub(super) fn arguments<A: DeserializeOwned>(mut self, method: &MethodSpec) -> Result<A, FieldError> {
        if let [only] = method.params
            && !self.root.contains_key(only.name)
            && !self.root.is_empty()
        {
            let fields = std::mem::take(&mut self.root);
            self.root.insert(only.name.to_owned(), Node::Fields(fields));
        }
        loop {
            let arguments = Arguments { params: method.params, root: &mut self.root.clone() };
            match A::deserialize(arguments) {
                Err(error) if error.missing().is_some_and(|path| mark_absent(&mut self.root, &path)) => {}
                outcome => return outcome.map_err(FormError::into_field_error),
            }
        }
    }
}

/// Marks a field as asked for, so that reading again can see it. False if it already was, which ends the reading.
fn mark_absent(fields: &mut BTreeMap<String, Node>, path: &[String]) -> bool {
    let [name, rest @ ..] = path else { return false };
    match (fields.get_mut(name), rest) {
        (None, []) => fields.insert(name.clone(), Node::Absent).is_none(),
        (Some(node), [_, ..]) => mark_absent_below(node, rest),
        _ => false,
    }
}

fn mark_absent_below(node: &mut Node, path: &[String]) -> bool {
    match (node, path) {
        (Node::Fields(fields), _) => mark_absent(fields, path),
        (Node::List(items), [index, rest @ ..]) => {
            let item = index.parse().ok().and_then(|index: usize| items.get_mut(&index));
            item.is_some_and(|item| mark_absent_below(item, rest))
        }
        _ => false,
    }
}

/// Puts a text at the end of a path.
fn insert<K: Ord>(entry: std::collections::btree_map::Entry<'_, K, Node>, path: &[key::Step<'_>], text: String) -> Result<(), ()> {
    let node = match path {
        [] => entry.or_insert(Node::Text(String::new())),
        [key::Step::Name(_), ..] => entry.or_insert(Node::Fields(BTreeMap::new())),
        [_, ..] => entry.or_insert(Node::List(BTreeMap::new())),
    };
    match (path, node) {
        // A repeated field: the last one counts, so that a hidden field can stand for an unchecked checkbox.
        ([], Node::Text(old)) => *old = text,
        ([key::Step::Name(name), rest @ ..], Node::Fields(fields)) => insert(fields.entry((*name).to_owned()), rest, text)?,
        ([key::Step::Index(index), rest @ ..], Node::List(items)) => insert(items.entry(*index), rest, text)?,
        ([key::Step::Next, rest @ ..], Node::List(items)) => {
            let next = items.last_key_value().map_or(0, |(last, _)| last + 1);
            insert(items.entry(next), rest, text)?;
        }
        _ => return Err(()),
    }
    Ok(())
}

/// Whether a field may have this name.
#[cfg(any(test, feature = "fuzzing"))]
pub(super) fn is_key(name: &str) -> bool {
    key::parse(name).is_some()
}

fn fault(pointer: &str, code: &str, message: &str) -> FieldError {
    FieldError { pointer: Some(pointer.to_owned()), parameter: None, code: code.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Param, Place, ServiceSpec};
    use crate::wire::Shape;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct New {
        title: String,
        #[serde(default)]
        tags: Vec<String>,
        due: Option<u64>,
        #[serde(default)]
        done: bool,
    }

    const SERVICE: ServiceSpec = ServiceSpec::named("Forms");
    const ANY: Shape = Shape::unit();
    const CREATE: MethodSpec = SERVICE.method("create", "").takes(&[Param::new("new", Place::Action, ANY)]).fails(ANY);
    const TOGGLE: MethodSpec =
        SERVICE.method("toggle", "").takes(&[Param::new("id", Place::Action, ANY), Param::new("done", Place::Action, ANY)]).fails(ANY);

    fn create(form: &str) -> Result<New, FieldError> {
        Form::parse(form.as_bytes())?.arguments::<(New,)>(&CREATE).map(|(new,)| new)
    }

    fn toggle(form: &str) -> Result<(u64, bool), FieldError> {
        Form::parse(form.as_bytes())?.arguments(&TOGGLE)
    }

    #[test]
    fn names_are_paths() {
        let new = New { title: "Milk & more".to_owned(), tags: vec!["a".to_owned(), "b".to_owned()], due: Some(7), done: true };
        for form in [
            "new.title=Milk+%26+more&new.tags[]=a&new.tags[]=b&new.due=7&new.done=on",
            "title=Milk+%26+more&tags[1]=b&tags[0]=a&due=7&done=true",
        ] {
            assert_eq!(create(form).as_ref(), Ok(&new), "{form}");
        }
    }

    #[test]
    fn what_a_form_cannot_say_is_supplied() {
        assert_eq!(toggle("id=7"), Ok((7, false)), "an unchecked box is not sent");
        assert_eq!(toggle("id=7&done=false&done=on"), Ok((7, true)));
        let new = create("title=x&due=").unwrap();
        assert_eq!((new.due, new.done, new.tags), (None, false, vec![]));
        assert_eq!(create("title=").unwrap().title, "");
    }

    #[test]
    fn faults_name_their_place() {
        let cases = [
            ("new.due=7", "/new/title", "missing"),
            ("title=x&due=soon", "/new/due", "invalid_value"),
            ("new.title.x=1", "/new/title", "invalid_type"),
        ];
        for (form, pointer, code) in cases {
            let fault = create(form).unwrap_err();
            assert_eq!((fault.pointer.as_deref(), fault.code.as_str()), (Some(pointer), code), "{form}");
        }
        assert_eq!(toggle("id=x").unwrap_err().pointer.as_deref(), Some("/id"));
    }

    #[test]
    fn everything_is_bounded() {
        let wide = "a=1&".repeat(MAX_FIELDS + 1);
        let deep = format!("a{}=1", ".a".repeat(100));
        for form in [wide.as_str(), deep.as_str(), "a[99999999999]=1", "a[4000000000]=1", "a[=1", "a]=1", "=1", "a..b=1", "a=1&a.b=2"] {
            assert!(Form::parse(form.as_bytes()).is_err(), "{}", &form[..form.len().min(20)]);
        }
    }
}
