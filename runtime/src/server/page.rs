//! What a person sees whose form was refused: a page, never a JSON document.

use super::reject::Rejection;

/// A small page that says what went wrong, and nothing that the problem document would not.
pub(super) fn refusal(rejection: &Rejection, back: Option<&str>) -> String {
    let problem = rejection.problem();
    let detail = problem.detail.as_deref().map(|detail| format!("<p>{}</p>", escape(detail))).unwrap_or_default();
    let errors: String = rejection.errors().iter().map(|error| format!("<li>{}</li>", escape(&error.to_string()))).collect();
    let errors = if errors.is_empty() { errors } else { format!("<ul>{errors}</ul>") };
    let title = escape(&problem.title);
    let back = escape(back.unwrap_or("/"));
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\"><title>{title}</title><main><h1>{title}</h1>{detail}{errors}<p><a href=\"{back}\">Continue</a></p></main></html>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_escapes_what_it_shows() {
        let page = refusal(&Rejection::status(http::StatusCode::CONFLICT).detail("<script>alert('x')</script>"), Some("/\"><script>"));
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
    }
}
