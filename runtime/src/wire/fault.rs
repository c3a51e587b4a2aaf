//! What is wrong with a single field.

use crate::json::{self, Fault, Reader};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// What is wrong with one field of the arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Where in the body: a JSON pointer (RFC 6901).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Which parameter of the path, the query or the headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Which rule: `length`, `missing`, ..
    pub code: String,
    /// The fault in words.
    pub message: String,
}

impl FieldError {
    /// Reads one, as a server sends it.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut texts = [const { None }; 4];
        reader.text_members(&["pointer", "parameter", "code", "message"], &mut texts, &mut |reader, _| reader.skip())?;
        let [pointer, parameter, code, message] = texts;
        let there = |text: Option<String>, name| text.ok_or_else(|| Fault::missing(name));
        Ok(Self { pointer, parameter, code: there(code, "code")?, message: there(message, "message")? })
    }

    /// The name of the field, as forms write it (`new.tags[0]`), or of the parameter. None for a fault of the whole.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        let parameter = self.parameter.as_deref().map(Cow::Borrowed);
        parameter.or_else(|| name_of(self.pointer.as_deref()?).map(Cow::Owned))
    }

    /// The same fault, seen from one level up.
    #[must_use]
    pub fn below(mut self, name: &str) -> Self {
        let rest = self.pointer.take().unwrap_or_default();
        self.pointer = Some(format!("/{}{rest}", step(name)));
        self
    }
}

/// A name as one step of a JSON pointer (RFC 6901, section 3).
pub(crate) fn step(name: &str) -> String {
    json::escaped(&mut name.chars())
}

/// The name that a JSON pointer (RFC 6901) means: `new.tags[0]` for `/new/tags/0`. None for the whole.
pub(crate) fn name_of(pointer: &str) -> Option<String> {
    let mut steps = pointer.strip_prefix('/')?.split('/');
    let first = unescaped(steps.next().filter(|first| !first.is_empty())?);
    Some(steps.fold(first, |name, step| {
        if step.bytes().all(|byte| byte.is_ascii_digit()) { format!("{name}[{step}]") } else { format!("{name}.{}", unescaped(step)) }
    }))
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_deref().filter(|pointer| !pointer.is_empty()).or(self.parameter.as_deref()) {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_a_name() {
        for (pointer, name) in [
            ("/id", Some("id")),
            ("/new/tags/0", Some("new.tags[0]")),
            ("/a~1b/c~0d", Some("a/b.c~d")),
            ("", None),
            ("/", None),
            ("x", None),
        ] {
            assert_eq!(name_of(pointer).as_deref(), name, "{pointer}");
        }
    }
}
