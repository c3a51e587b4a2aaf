//! Pages around forms: a form is sent to the URL of its page, and the page is the answer where it is refused.
//!
//! In: the app's pages, and requests of forms that were refused. Out: the page at the same URL, with a
//! [`FormState`](super::FormState) that says why. Nothing is executed a second time, and no cookie is set: the page is the answer. It may know what
//! was submitted (`body`), guards, and the form as data; no call, and no dispatch.
//!
//! `submission` is what a form's request leaves for its answer, `stale_form` the forms that an older page may have sent, `render` the page,
//! `form_state` what the page sees, `fallback_page` the small page of our own.

pub(super) mod fallback_page;
pub(super) mod form_state;
mod render;
pub(super) mod settings;
pub(super) mod stale_form;
pub(super) mod submission;
