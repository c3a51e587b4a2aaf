//! The words in generated documentation.
//!
//! In: the model. Out: doc attributes. `cargo expand` and `cargo doc` are read by people.

use crate::model::Method;
use crate::parse::docs;
use proc_macro2::TokenStream;
use quote::quote;

/// One line of documentation.
pub(super) fn line(text: &str) -> TokenStream {
    let text = format!(" {text}");
    quote!(#[doc = #text])
}

/// The user's own words on a method, else our own.
pub(super) fn of_call(method: &Method) -> TokenStream {
    let written = &method.about.doc_attrs;
    if written.is_empty() { line(&format!("Calls `{}`.", method.name)) } else { quote!(#(#written)*) }
}

/// `GET /todos`, and the first line of the user's words.
pub(super) fn of_spec(method: &Method) -> TokenStream {
    let fold = match method.route() {
        Some(route) => format!("`{} {}`.", route.verb.name(), route.template.text),
        None => "An action only.".to_owned(),
    };
    let summary = docs::first_line(&method.about.docs);
    line(format!("{fold} {summary}").trim_end())
}
