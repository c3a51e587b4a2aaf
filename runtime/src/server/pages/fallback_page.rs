//! What a person sees whose form was refused: a page, never a JSON document.

use crate::form::label;
use crate::server::idempotency::FormKey;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::Response;
use std::fmt::Write;

/// What somebody wrote into a form whose page cannot be shown.
#[derive(Debug)]
pub(in crate::server) struct RefusedForm {
    /// Where to send it again, if all of it is here.
    pub(in crate::server) action: Option<String>,
    /// Where to say who one is first.
    pub(in crate::server) login: Option<String>,
    /// The fields by name, and whether people write into them. Secrets are not among them.
    pub(in crate::server) fields: Vec<(bool, String, String)>,
}

/// Answers a form with a small page in place of the problem document: what is kept of the form, and the way back.
pub(in crate::server) fn respond(rejection: Rejection, kept: Option<&RefusedForm>, back: Option<&str>) -> Response<Body> {
    let page = refusal(&rejection, kept, back);
    rejection.into_html(page)
}

/// A small page that says what went wrong, and nothing that the problem document would not; with what was written.
fn refusal(rejection: &Rejection, kept: Option<&RefusedForm>, back: Option<&str>) -> String {
    let problem = rejection.problem();
    let detail = problem.detail.as_deref().map(|detail| format!("<p>{}</p>", escape(detail))).unwrap_or_default();
    let errors: String = rejection.errors().iter().map(|error| format!("<li>{}</li>", escape(&error.to_string()))).collect();
    let errors = if errors.is_empty() { errors } else { format!("<ul>{errors}</ul>") };
    let title = escape(&problem.title);
    let (back, kept) = (escape(back.unwrap_or("/")), kept.map(RefusedForm::shown).unwrap_or_default());
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\"><title>{title}</title><main><h1>{title}</h1>{detail}{errors}{kept}<p><a href=\"{back}\">Continue</a></p></main></html>"
    )
}

impl RefusedForm {
    /// The way to the login, which opens beside this page, and a form with what was written.
    fn shown(&self) -> String {
        let mut html = String::new();
        if let Some(login) = &self.login {
            let then = if self.action.is_some() { ", then send the form again" } else { "" };
            let login = escape(login);
            let _ = write!(
                html,
                "<p>What you wrote is kept on this page. <a href=\"{login}\" target=\"_blank\">Sign in</a> beside it{then}.</p>"
            );
        }
        match &self.action {
            Some(action) => {
                let (action, key) = (escape(action), FormKey::new().field());
                let _ = write!(
                    html,
                    "<form method=\"post\" action=\"{action}\">{key}{}<p><button>Send again</button></p></form>",
                    self.controls()
                );
            }
            None => html.push_str(&self.controls()),
        }
        html
    }

    fn controls(&self) -> String {
        let control = |(is_written, name, value): &(bool, String, String)| {
            let (label, name, value) = (escape(&label(name)), escape(name), escape(value));
            if *is_written {
                // HTML drops a line break right after the tag.
                format!("<p><label>{label}<br><textarea name=\"{name}\" rows=\"4\" cols=\"40\">\n{value}</textarea></label></p>")
            } else {
                format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
            }
        };
        self.fields.iter().map(control).collect()
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_escapes_what_it_shows() {
        let field = |is_written, name: &str| (is_written, name.to_owned(), "\"</textarea><script>".to_owned());
        let fields = vec![field(true, "new.title"), field(false, "\"><script>")];
        let kept = RefusedForm { action: Some("/\"><script>".to_owned()), login: Some("/\"><script>".to_owned()), fields };
        let page = refusal(
            &Rejection::status(http::StatusCode::CONFLICT).detail("<script>alert('x')</script>"),
            Some(&kept),
            Some("/\"><script>"),
        );
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
    }
}
