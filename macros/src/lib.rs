//! The macros of Trifold: doors only.
//!
//! Each converts its tokens and calls the pipeline, which works on `proc_macro2` tokens and so can be called from a test. Their
//! documentation stands on the re-exports in `trifold`.

mod check;
mod data;
mod diag;
mod expand;
mod fallback;
mod lower;
mod model;
mod names;
mod parse;
mod paths;
mod pipeline;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Folds a trait: an action, a REST route where a method asks for one, and typed clients.
///
/// # How callers prove who they are
///
/// `#[security(..)]` above the associated type of a context, or before an argument with `#[context]`, says what callers of the routes send.
/// It reaches the OpenAPI document (`securitySchemes`, the requirement of each operation, 401 and 403 among its answers), and through it the
/// contract gate. It checks nobody: the context does.
///
/// | written | what is sent |
/// |---|---|
/// | `bearer`, `bearer = "JWT"` | `Authorization: Bearer ..`; the text is what a token looks like |
/// | `basic` | `Authorization: Basic ..` |
/// | `http = "digest"` | `Authorization` with another scheme |
/// | `header = "x-api-key"` | a key in a header, also in `authorization` by a convention of one's own |
/// | `query = "key"`, `cookie = "session"` | a key in a query parameter, in a cookie |
///
/// Beside it: `optional`, where a caller may come without (an `Option<Self::User>` says so itself), and `description = ".."`. Several
/// attributes on one context are alternatives; several contexts must all be content. An API that was published before it said so is shut to
/// strangers only in its document: delete its file of the contract once, and let it be written anew.
///
/// ```ignore
/// #[service]
/// trait Todos {
///     /// A browser by its session, a script by its token.
///     #[security(cookie = "session")]
///     #[security(bearer = "JWT", description = "Given by `POST /login`.")]
///     type User;
///
///     #[get("/todos")]
///     async fn list(&self, #[context] user: Self::User) -> Vec<Todo>;
/// }
/// ```
#[proc_macro_attribute]
pub fn service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::service(arguments.into(), item.into()).into()
}

/// Makes a struct or an enum travel: serde, the wire fingerprint, `#[garde(..)]` rules, and on a server its JSON Schema.
#[proc_macro_attribute]
pub fn model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    data::model(arguments.into(), item.into()).into()
}

/// The wire shape of a type, and its `#[garde(..)]` rules. `#[model]` derives it.
#[proc_macro_derive(Wire, attributes(wire, serde, schemars, garde, sensitive))]
pub fn wire(item: TokenStream) -> TokenStream {
    data::wire(item.into()).into()
}

/// A service's own error: an HTTP status for each variant, and what `#[model]` brings.
#[proc_macro_derive(ApiError, attributes(status, internal, sensitive, wire, serde, schemars))]
pub fn api_error(item: TokenStream) -> TokenStream {
    data::api_error(item.into()).into()
}
