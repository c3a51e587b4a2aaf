//! Paths of the page.

/// The path of an article.
pub(crate) fn article_path(slug: &str) -> String {
    format!("/article/{}", segment(slug))
}

/// The path of the editor of an article.
pub(crate) fn editor_path(slug: &str) -> String {
    format!("/editor/{}", segment(slug))
}

/// The path of somebody's profile.
pub(crate) fn profile_path(username: &str) -> String {
    format!("/profile/{}", segment(username))
}

/// The path of the articles with a tag.
pub(crate) fn tag_path(tag: &str) -> String {
    format!("/tag/{}", segment(tag))
}

/// A text as one segment of a path.
fn segment(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
