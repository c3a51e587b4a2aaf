//! HTML forms as arguments: `id=7&new.title=Milk&new.tags[]=shop`.
//!
//! In: `application/x-www-form-urlencoded`, or `multipart/form-data` part by part. Out: the arguments of a method, each by its name.
//! Everything is bounded: fields, depth, indices, names.

mod key;
mod metered;
mod multipart;

use crate::error::FieldError;
use crate::form::of_name;
use crate::server::decode::{self, Blank, Node};
use crate::server::idempotency::FormKey;
use crate::server::problem::field_error::fault;
use crate::spec::Param;
use bytes::Bytes;
pub(super) use multipart::{FormWithFile, receive, texts};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// The most fields that a form may have.
const MAX_FIELDS: usize = 1000;
/// The most bytes that a field's name may have.
const MAX_NAME: usize = 256;

/// The fields of a form, as a tree by the paths in their names.
pub(in crate::server) struct Form {
    root: BTreeMap<String, Node>,
    count: usize,
    /// The key that lets a form be sent once (`FormKey`).
    key: Option<String>,
    /// Over names and contents, in the order of the form.
    hash: Sha256,
}

impl Node {
    fn texts(&self, name: &str, texts: &mut Vec<(String, String)>) {
        match self {
            Self::Texts(several) => texts.extend(several.iter().map(|text| (name.to_owned(), text.clone()))),
            Self::List(items) => items.iter().for_each(|(index, item)| item.texts(&format!("{name}[{index}]"), texts)),
            Self::Fields(fields) => fields.iter().for_each(|(field, node)| node.texts(&format!("{name}.{field}"), texts)),
            Self::Json(_) => {}
        }
    }
}

impl fmt::Debug for Form {
    /// Shows nothing of what was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("fields", &self.count).finish_non_exhaustive()
    }
}

impl Default for Form {
    fn default() -> Self {
        Self { root: BTreeMap::new(), count: 0, key: None, hash: Sha256::new() }
    }
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// A name that is no path, a field that is two things at once, or too many of them.
    pub(in crate::server) fn parse(body: &[u8]) -> Result<Self, FieldError> {
        let mut form = Self::default();
        for (name, text) in form_urlencoded::parse(body) {
            form.push(&name, text.into_owned())?;
        }
        Ok(form)
    }

    /// Adds a field. A browser breaks lines with CRLF, where a script says LF: one text is read alike.
    ///
    /// # Errors
    /// As of [`Form::parse`].
    fn push(&mut self, name: &str, text: String) -> Result<(), FieldError> {
        let text = if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text };
        self.count(name, text.as_bytes())?;
        if name == FormKey::NAME {
            self.key = Some(text);
            return Ok(());
        }
        let path = path(name)?;
        let [key::Step::Name(first), rest @ ..] = path.as_slice() else { return Ok(()) };
        insert(self.root.entry((*first).to_owned()), rest, text).map_err(|()| two_ways(first))
    }

    /// Adds an argument in JSON.
    ///
    /// # Errors
    /// A name that is no argument's, or an argument that is there already; too many fields.
    fn push_json(&mut self, name: &str, json: Bytes) -> Result<(), FieldError> {
        self.count(name, &json)?;
        match path(name)?.as_slice() {
            [key::Step::Name(name)] if !self.root.contains_key(*name) => {
                self.root.insert((*name).to_owned(), Node::Json(json));
                Ok(())
            }
            _ => Err(two_ways(name)),
        }
    }

    fn count(&mut self, name: &str, content: &[u8]) -> Result<(), FieldError> {
        if self.count == MAX_FIELDS {
            return Err(fault("", "too_many_fields", "the form has too many fields"));
        }
        self.count += 1;
        let lengths = [name.len() as u64, content.len() as u64].map(u64::to_be_bytes);
        for part in [lengths.as_flattened(), name.as_bytes(), content] {
            self.hash.update(part);
        }
        Ok(())
    }

    /// Counts a file by its name: of its content nothing is known before the method reads it.
    fn note_file(&mut self, file_name: &str) -> Result<(), FieldError> {
        self.count("", file_name.as_bytes())
    }

    /// The key that lets the form be sent once, if it has one.
    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// What tells two forms apart.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// Every text, by the name of its field, and the key.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        let mut texts: Vec<_> = self.key.iter().map(|key| (FormKey::NAME.to_owned(), key.clone())).collect();
        self.root.iter().for_each(|(name, node)| node.texts(name, &mut texts));
        texts
    }

    /// Lets an argument that is alone leave its own name out: `title` for `new.title`. A file beside it does not count, and what has no fields
    /// has none without its name.
    pub(super) fn allow_short_names<'a>(&mut self, params: impl Iterator<Item = &'a Param>) {
        let mut fields = params.filter(|param| !param.is_file());
        let (Some(only), None) = (fields.next(), fields.next()) else { return };
        if only.shape.words().may_have_fields() && !self.root.contains_key(only.name) && !self.root.is_empty() {
            let fields = std::mem::take(&mut self.root);
            self.root.insert(only.name.to_owned(), Node::Fields(fields));
        }
    }

    /// An argument.
    ///
    /// # Errors
    /// The first value that cannot be read, at its pointer.
    pub(super) fn argument(&mut self, param: &Param, blank: &mut Blank<'_>) -> Result<(), FieldError> {
        decode::field(param.name, self.root.get(param.name), blank)
    }

    /// An argument that came in JSON.
    pub(super) fn json(&self, param: &Param) -> Option<Bytes> {
        match self.root.get(param.name) {
            Some(Node::Json(json)) => Some(json.clone()),
            _ => None,
        }
    }
}

/// Returns true for the name of a field that a form may have.
pub(super) fn is_name(name: &str) -> bool {
    steps(name).is_some()
}

fn steps(name: &str) -> Option<Vec<key::Step<'_>>> {
    if name.len() <= MAX_NAME { key::parse(name) } else { None }
}

fn path(name: &str) -> Result<Vec<key::Step<'_>>, FieldError> {
    let path = steps(name);
    path.ok_or_else(|| fault("", "field_name", "a field's name is not a path such as `new.tags[0]`"))
}

fn two_ways(name: &str) -> FieldError {
    fault(&of_name(name), "field_name", "the form names this field in two ways")
}

/// Puts a text at the end of a path.
fn insert<K: Ord>(entry: std::collections::btree_map::Entry<'_, K, Node>, path: &[key::Step<'_>], text: String) -> Result<(), ()> {
    let node = match path {
        [] => entry.or_insert(Node::Texts(Vec::new())),
        [key::Step::Name(_), ..] => entry.or_insert(Node::Fields(BTreeMap::new())),
        [_, ..] => entry.or_insert(Node::List(BTreeMap::new())),
    };
    match (path, node) {
        ([], Node::Texts(texts)) => texts.push(text),
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
pub(in crate::server) fn is_key(name: &str) -> bool {
    path(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Captured, MethodSpec, Param, Place, ServiceSpec};
    use crate::wire::Shape;
    use crate::wire::Transferable;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Deserialize, Serialize, PartialEq)]
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

    fn value<T: Transferable>(form: &mut Form, param: &Param) -> Result<T, FieldError> {
        let mut slot = None::<T>;
        form.argument(param, &mut Blank::new(&mut slot, Captured::NOTHING.sent::<T>()))?;
        Ok(slot.unwrap())
    }

    fn create(form: &str) -> Result<New, FieldError> {
        let mut form = Form::parse(form.as_bytes())?;
        form.allow_short_names(CREATE.params.iter());
        value(&mut form, &CREATE.params[0])
    }

    fn toggle(form: &str) -> Result<(u64, bool), FieldError> {
        let mut form = Form::parse(form.as_bytes())?;
        form.allow_short_names(TOGGLE.params.iter());
        Ok((value(&mut form, &TOGGLE.params[0])?, value(&mut form, &TOGGLE.params[1])?))
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
            ("new.due=7&new.due.x=1", "/new", "field_name"),
        ];
        for (form, pointer, code) in cases {
            let fault = create(form).unwrap_err();
            assert_eq!((fault.pointer.as_deref(), fault.code.as_str()), (Some(pointer), code), "{form}");
        }
        let mut form = Form::parse(b"new.a%2Fb=x").unwrap();
        let fault = value::<BTreeMap<String, u8>>(&mut form, &CREATE.params[0]).unwrap_err();
        assert_eq!(fault.pointer.as_deref(), Some("/new/a~1b"));
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
