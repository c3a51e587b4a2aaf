//! The login: a form with a secret in it, which is never given back.
//!
//! In: `?next=`, the page to go back to, and what Trifold knows of the form. Out: HTML. The list needs no account, so there is a way on
//! without one.

use super::{FIXED, document};
use axum::extract::Query;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use todos_api::{AccountError, AccountsSpec};
use trifold::form::{Field, Form, KEY};
use trifold::server::FormState;

/// Where it is.
pub(crate) const LOGIN: &str = "/login";

#[derive(Debug, Deserialize)]
pub(super) struct Login {
    next: Option<String>,
}

/// The page of the login.
pub(super) async fn show(Query(login): Query<Login>, forms: FormState) -> Response {
    let next = login.next.as_deref().filter(|next| is_page(next)).unwrap_or("/");
    let page = document::around("Sign in · todos", &page(next, &forms), None);
    (FIXED, Html(page.into_string())).into_response()
}

/// A path of this origin. The method that signs in looks more closely before it leads there.
fn is_page(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && !next.contains('\\')
}

fn page(next: &str, forms: &FormState) -> Markup {
    let form = forms.form(AccountsSpec::SIGN_IN);
    html! {
        main.todoapp.login {
            header.header { h1 { a href="/" { "todos" } } }
            @if let Some(message) = message(forms) { p.refused role="alert" { (message) } }
            form method="post" action=(form.action()) {
                (key(&form))
                input type="hidden" name="next" value=(next);
                (field(&form, "who.name", "Name", "autocomplete=\"username\" autofocus"))
                (field(&form, "who.password", "Password", "autocomplete=\"current-password\""))
                button.save { "Sign in" }
            }
            p { "A name that nobody has makes a new account. What is on your list now comes along." }
            p { a href=(next) { "Go on without an account" } }
        }
    }
}

/// Why nobody was signed in, where the fields do not tell.
fn message(forms: &FormState) -> Option<&str> {
    match forms.error() {
        Some(AccountError::WrongPassword) => Some("That is not the password of this name. A name that is not taken makes a new account."),
        _ => forms.message(),
    }
}

/// A field with its label, and what is wrong with it; with `more` attributes of ours.
fn field(form: &Form, name: &str, label: &str, more: &str) -> Markup {
    let field: Field = form.field(name);
    html! {
        p {
            label for=(field.id) { (label) }
            (PreEscaped(format!("<input {} {more}>", field.attributes())))
            @if let Some(error) = &field.error { span.fault id=(field.error_id()) { (error) } }
        }
    }
}

/// The hidden field by which a form that is sent twice is carried out once.
pub(super) fn key(form: &Form) -> Markup {
    html! { @if let Some(key) = form.key() { input type="hidden" name=(KEY) value=(key); } }
}
