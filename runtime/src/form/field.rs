//! One field of a form.

use super::refusal::Refusal;
use std::fmt;

/// One field of a form: what an `<input>` needs to know.
///
/// Limits are the browser's own check, a help to whoever types; the method's rules are checked on the server whatever a browser does. HTML
/// counts the length of a text in UTF-16 code units, which are never fewer than the characters that a rule counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// `name`: the field's path, `new.title`.
    pub name: String,
    /// `id`, unique among the forms of a page.
    pub id: String,
    /// What kind of control it is.
    pub kind: Kind,
    /// The field in words: its name.
    pub label: String,
    /// Its documentation.
    pub description: Option<String>,
    /// Whether it may not be left empty.
    pub required: bool,
    /// `minlength`.
    pub min_length: Option<u64>,
    /// `maxlength`.
    pub max_length: Option<u64>,
    /// `min`, of a number or a date.
    pub min: Option<String>,
    /// `max`, of a number or a date.
    pub max: Option<String>,
    /// `step`: 1 for a whole number, `any` for another.
    pub step: Option<&'static str>,
    /// `pattern`, for the whole of the text.
    pub pattern: Option<String>,
    /// The values of a choice.
    pub options: Vec<String>,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// What was typed, if the form was refused.
    pub typed: Option<String>,
    /// Whether the form was refused, so that what is not in `typed` was left empty.
    pub is_answered: bool,
    /// Whether people write into it: text and dates; no numbers and UUIDs, which pages have in hidden fields.
    pub is_written: bool,
    /// True for a field marked `#[sensitive]`: what was typed into it is not given back.
    pub is_secret: bool,
}

/// What kind of control a field is: the `type` of an `<input>`, or another element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// `type="text"`.
    #[default]
    Text,
    /// `type="email"`.
    Email,
    /// `type="url"`.
    Url,
    /// `type="number"`.
    Number,
    /// `type="checkbox"`.
    Checkbox,
    /// `type="date"`.
    Date,
    /// `type="time"`.
    Time,
    /// `type="datetime-local"`.
    DateTime,
    /// `type="password"`: a field marked `#[sensitive(password)]`.
    Password,
    /// `type="file"`.
    File,
    /// A `<select>` with [`Field::options`].
    Select,
}

impl Kind {
    /// The `type` of an `<input>`; `select` for what is none.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Url => "url",
            Self::Number => "number",
            Self::Checkbox => "checkbox",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime-local",
            Self::Password => "password",
            Self::File => "file",
            Self::Select => "select",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Field {
    /// A field of which nothing but the name is known.
    pub(super) fn unknown(name: &str) -> Self {
        Self { name: name.to_owned(), label: label(name), ..Self::default() }
    }

    /// `autocomplete`: off for a secret that is no password, which a browser keeps in its own way.
    pub fn autocomplete(&self) -> Option<&'static str> {
        (self.is_secret && self.kind != Kind::Password).then_some("off")
    }

    /// Takes what was typed.
    pub(super) fn answer(&mut self, refusal: &Refusal, name: &str) {
        let is_it = |(typed, _): &&(String, String)| typed == name;
        // Of a field that is sent twice the last counts, as in the method's arguments.
        self.typed = refusal.typed.iter().rev().find(is_it).map(|(_, value)| value.clone()).filter(|_| self.kind.is_given_back());
        self.is_answered = true;
    }

    /// Takes what is in it whatever was typed: it says which form this is.
    pub(super) fn is_about(&mut self, value: &str) {
        self.typed = Some(value.to_owned());
    }

    /// The same field with this text in it, unless something else was typed.
    #[must_use]
    pub fn or_value(mut self, value: impl Into<String>) -> Self {
        if !self.is_answered && self.typed.is_none() {
            self.typed = Some(value.into());
        }
        self
    }

    /// `value`: what was typed, or given by [`Field::or_value`].
    pub fn value(&self) -> Option<&str> {
        match self.kind {
            Kind::Checkbox => Some("true"),
            _ => self.typed.as_deref(),
        }
    }

    /// Whether a checkbox is ticked.
    pub fn is_checked(&self) -> bool {
        self.kind == Kind::Checkbox && self.typed.as_deref().is_some_and(|typed| !matches!(typed, "" | "0" | "off" | "false"))
    }

    /// `aria-invalid`, where the field was refused.
    pub fn aria_invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// The `id` of the element that says what is wrong.
    pub fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// `aria-describedby`, where there is an error to describe.
    pub fn described_by(&self) -> Option<String> {
        self.error.as_ref().map(|_| self.error_id())
    }
}

impl Kind {
    fn is_given_back(self) -> bool {
        !matches!(self, Self::Password | Self::File)
    }
}

/// A name in words: `Due date` for `new.due_date`.
pub(crate) fn label(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut words = last.split('[').next().unwrap_or(last).replace(['_', '-'], " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}
