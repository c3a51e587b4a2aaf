//! A form that calls a method: the element around its controls.

use super::screen::{Screen, path};
use maud::{Markup, html};
use trifold::MethodSpec;
use trifold::form::{Form, KEY};

/// The attributes that a form may have beside its action.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kind {
    /// Whether it carries a file.
    pub(super) parts: bool,
    /// Whether the page looks at the rules, in the browser's place.
    pub(super) novalidate: bool,
}

/// A form whose controls are `inside`. The script knows it by the method's name, the server by the action and the key.
pub(super) fn form(screen: &Screen, method: &'static MethodSpec, kind: Kind, inside: &Markup) -> Markup {
    // It is sent to the list, also from a view that edits a title: that is over once the title is changed.
    let form = screen.form(method).on_page(path(screen.filter));
    html! {
        form method="post" action=(form.action()) data-call=(method.name) enctype=[kind.parts.then_some("multipart/form-data")] novalidate[kind.novalidate] {
            (key(&form))
            (inside)
        }
    }
}

/// The hidden field by which a form that is sent twice is carried out once.
fn key(form: &Form) -> Markup {
    html! { @if let Some(key) = form.key() { input type="hidden" name=(KEY) value=(key); } }
}
