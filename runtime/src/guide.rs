//! Guide: a task a page, with a program that runs.
//!
//! | I want to .. | page |
//! |---|---|
//! | write my first service | [`start`] |
//! | know who calls | [`callers`] |
//! | say what went wrong | [`errors`] |
//! | show a form that works without scripts | [`forms`] |
//! | make such a page better by script, without a framework | [`pages`] |
//! | give a long list in pages | [`lists`] |
//! | tell of changes as they happen | [`streams`] |
//! | take and give files | [`files`] |
//! | survive retries, and receive webhooks | [`keys`] |
//! | change what is published | [`versions`] |
//! | test it | [`testing`] |
//! | make and serve a page in WebAssembly | [`bundling`] |
//! | write a page in Leptos | [`leptos`] |
//! | write a page in Dioxus | [`dioxus`] |
//! | write a page in Yew | [`yew`] |
//! | run it in production | [`running`] |
//! | serve from several processes | [`many`] |
//! | understand a message | [`troubleshooting`] |
//!
//! The reference of each attribute is at [`service`](macro@crate::service), [`model`](macro@crate::model) and [`ApiError`](macro@crate::ApiError).

macro_rules! pages {
    ($($page:ident $file:literal),* $(,)?) => {$(
        #[doc = include_str!(concat!("docs/guide/", $file))]
        pub mod $page {}
    )*};
}

pages! {
    start "start.md", callers "callers.md", errors "errors.md", forms "forms.md", pages "pages.md", lists "lists.md", streams "streams.md", files "files.md", keys "keys.md",
    versions "versions.md", testing "testing.md", bundling "bundling.md", leptos "leptos.md", dioxus "dioxus.md",
    yew "yew.md", running "running.md", many "many.md", troubleshooting "troubleshooting.md",
}
