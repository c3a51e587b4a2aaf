//! A form of a method.

use super::field::Field;
#[cfg(any(feature = "server", feature = "forms"))]
use super::known;
use super::name;
use super::page_query;
use super::refusal::Refusal;
use super::translation::Translation;
use crate::error::{FieldError, Problem, problem_type};
use crate::spec::MethodSpec;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::sync::Arc;

/// The form of one method.
///
/// ```ignore
/// let form = state.form(TodosSpec::CREATE);
/// let title = form.field("new.title");
/// html! {
///     form method="post" action=(form.action()) {
///         @if let Some(key) = form.key() { input type="hidden" name=(KEY) value=(key); }
///         label for=(title.id) { "Title" }
///         input id=(title.id) name=(title.name) type=(title.kind) value=[title.value()] required[title.required]
///             maxlength=[title.max_length] aria-invalid=[title.aria_invalid()] aria-describedby=[title.described_by()];
///         @if let Some(error) = &title.error { p id=(title.error_id()) { (error) } }
///     }
/// }
/// ```
///
/// For a template engine that takes attributes as text, [`Field::attributes`] writes them all, escaped.
#[derive(Debug, Clone)]
pub struct Form {
    method: &'static MethodSpec,
    fields: Arc<[Field]>,
    prefix: String,
    /// The fields that say which this is of several forms of its method, by their full names, and what is in them.
    about: Vec<(String, String)>,
    /// The query of the page.
    query: String,
    /// The page that it leads to; empty for its own.
    next: String,
    key: Option<String>,
    refusal: Option<Arc<Refusal>>,
    translation: Translation,
}

/// A line of the summary of what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The `id` of the field that it is about, if it is about one.
    pub field: Option<String>,
    /// The field in words.
    pub label: Option<String>,
    /// The fault in words.
    pub message: String,
}

impl Form {
    /// The form of a method. What is known of its fields comes from the types of the arguments, by `#[model]`; in a browser's build with
    /// the feature `forms` only, since a page that has no forms need not carry it.
    pub fn of(method: &'static MethodSpec) -> Self {
        #[cfg(any(feature = "server", feature = "forms"))]
        let fields = known::fields(method).into();
        #[cfg(not(any(feature = "server", feature = "forms")))]
        let fields = Arc::new([]);
        Self {
            method,
            fields,
            prefix: method.name.to_owned(),
            about: Vec::new(),
            query: String::new(),
            next: String::new(),
            key: None,
            refusal: None,
            translation: Translation::default(),
        }
    }

    /// Returns true if people write into the field of this full name: text and dates, no numbers and UUIDs, which pages have in hidden fields.
    #[cfg(feature = "server")]
    pub(crate) fn is_written(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.is_written && name::is_of_pattern(name, &field.name))
    }

    /// Says which page the form is on, by its path and query (`/todos?filter=open`): the query is kept when the form is sent. A form of
    /// `FormState` knows its page.
    #[must_use]
    pub fn on_page(mut self, page: &str) -> Self {
        self.query = page.split('#').next().and_then(|page| page.split_once('?')).map_or("", |(_, query)| query).to_owned();
        self
    }

    /// Says where the form leads once it is carried out: a path of this origin, `/todos/7`. Without it a form leads back to its page. A method
    /// that redirects (`Effects::redirect`) counts more; what is no path of this origin counts nothing.
    #[must_use]
    pub fn leads_to(mut self, path: impl Into<String>) -> Self {
        self.next = path.into();
        self
    }

    /// The form as it is after it was refused.
    #[must_use]
    pub fn refused(mut self, refusal: impl Into<Arc<Refusal>>) -> Self {
        self.refusal = Some(refusal.into());
        self
    }

    /// Says what is wrong in words of the application's own, such as another language. It is asked with the code of a fault (`length`) and
    /// its field, which has the limits, or with the type of a problem (`/problems/overloaded`) and no field. What it gives no text for stays
    /// in the words of the server.
    ///
    /// ```
    /// use trifold::form::Field;
    ///
    /// fn german(code: &str, field: Option<&Field>) -> Option<String> {
    ///     Some(match (code, field?) {
    ///         ("missing", _) => "bitte ausfüllen".to_owned(),
    ///         ("length", Field { max_length: Some(most), .. }) => format!("höchstens {most} Zeichen"),
    ///         _ => return None,
    ///     })
    /// }
    /// ```
    #[must_use]
    pub fn translate(mut self, translate: impl Fn(&str, Option<&Field>) -> Option<String> + Send + Sync + 'static) -> Self {
        self.translation = Translation::new(translate);
        self
    }

    /// The same, as a page has it for all of its forms.
    #[cfg(feature = "server")]
    pub(crate) fn in_words_of(self, translation: Translation) -> Self {
        Self { translation, ..self }
    }

    /// Gives the form the key by which it is carried out once.
    #[cfg(feature = "server")]
    pub(crate) fn keyed(self, key: String) -> Self {
        Self { key: Some(key).filter(|key| !key.is_empty()), ..self }
    }

    /// Sets what the ids of the fields begin with. A page that has the form of one method several times needs a prefix for each.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Of several forms of one method on a page, which this is: the one that sends `value` as `name`. The field of this name has the value. A refusal of another
    /// form is none of this one, and its ids begin with its method and the value.
    #[must_use]
    pub fn about(mut self, name: &str, value: &impl ToString) -> Self {
        let (name, value) = (self.full_name(name), value.to_string());
        self.prefix = format!("{}-{}", self.prefix, utf8_percent_encode(&value, IN_ID));
        self.refusal = self.refusal.filter(|refusal| refusal.typed.iter().any(|(n, v)| *n == name && *v == value));
        self.about.push((name, value));
        self
    }

    /// Returns the address to which the form is sent: that of its own page, relative to it, with the id of the method's action behind the
    /// page's query: `?filter=open&/{id}`. `Server::pages` takes it there. Empty for a method without an action.
    pub fn action(&self) -> String {
        self.method.action.map_or_else(String::new, |id| page_query::address(&self.query, id.tag(), &self.next))
    }

    /// The value of the hidden field [`KEY`](super::KEY), by which a form that is sent twice, by a double click or a reload, is carried out once. There is
    /// one on the server, another for each form; a page in the browser has none, since it calls instead.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Returns true if the form was refused the last time it was sent, and the page is the answer.
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }

    /// Reason, if it is more than that fields are invalid.
    pub fn problem(&self) -> Option<&Problem> {
        let problem = self.refusal.as_ref()?.problem.as_ref()?;
        Some(problem).filter(|problem| !matches!(problem.r#type.as_str(), problem_type::INVALID | problem_type::MALFORMED))
    }

    /// The field of this name: `new.title`, `tags[0]`. Of a method with one argument, its own name may be left out.
    pub fn field(&self, name: &str) -> Field {
        let name = self.full_name(name);
        let known = self.fields.iter().find(|field| name::is_of_pattern(&name, &field.name));
        let mut field = known.cloned().unwrap_or_else(|| Field::unknown(&name));
        (field.id, field.name) = (self.id(&name), name.clone());
        if let Some(refusal) = &self.refusal {
            let fault = refusal.errors.iter().find(|error| error.name().is_some_and(|at| self.full_name(&at) == name));
            field.answer(refusal, &name);
            field.error = fault.map(|fault| self.text(fault, Some(&field)));
        }
        if let Some((_, value)) = self.about.iter().find(|(about, _)| *about == name) {
            field.is_about(value);
        }
        field
    }

    /// Every field that is known, lists and fields of list items aside.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.fields.iter().filter(|field| !field.name.contains("[].")).map(|field| self.field(&field.name))
    }

    /// Returns the faults, in the order in which they were found: for a summary above the form.
    pub fn faults(&self) -> Vec<Fault> {
        let Some(refusal) = &self.refusal else { return Vec::new() };
        let about = |error: &FieldError| {
            let field = error.name().map(|name| self.field(&name));
            Fault {
                message: self.text(error, field.as_ref()),
                field: field.as_ref().map(|field| field.id.clone()),
                label: field.map(|field| field.label),
            }
        };
        let whole = |problem: &Problem| {
            let message =
                self.translation.text(&problem.r#type, None).unwrap_or_else(|| problem.detail.as_ref().unwrap_or(&problem.title).clone());
            Fault { field: None, label: None, message }
        };
        self.problem().map(whole).into_iter().chain(refusal.errors.iter().map(about)).collect()
    }

    /// A fault in words.
    fn text(&self, fault: &FieldError, field: Option<&Field>) -> String {
        self.translation.text(&fault.code, field).unwrap_or_else(|| fault.message.clone())
    }

    /// The name with the argument in front.
    fn full_name(&self, name: &str) -> String {
        let first = name.split(['.', '[']).next().unwrap_or_default();
        let mut fields = self.method.params.iter().filter(|param| !param.is_file());
        match (fields.next(), fields.next()) {
            (Some(only), None) if self.method.param(first).is_none() => format!("{}.{name}", only.name),
            _ => name.to_owned(),
        }
    }

    /// `create-new-title`.
    fn id(&self, name: &str) -> String {
        let slug = name.replace(['.', '['], "-").replace(']', "");
        format!("{}-{}", self.prefix, slug.trim_end_matches('-'))
    }
}

/// Characters that stand escaped in an `id`, which has no blanks: `aria-describedby` names several, with blanks between them.
const IN_ID: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::ServiceSpec;
    use crate::wire::Shape;

    static SERVICE: ServiceSpec = ServiceSpec::named("Guests");
    static METHOD: MethodSpec = SERVICE.method("invite", "").fails(Shape::unit());

    #[test]
    fn an_id_is_one_word_whatever_a_form_is_about() {
        for (name, expected) in [
            ("7", "invite-7-name"),
            ("Ann  Lee\n", "invite-Ann%20%20Lee%0A-name"),
            ("Ann%20", "invite-Ann%2520-name"),
            ("", "invite--name"),
        ] {
            let field = Form::of(&METHOD).about("name", &name).field("name");
            assert_eq!((field.id.as_str(), field.value()), (expected, Some(name)));
        }
    }
}
