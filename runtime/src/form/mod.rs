//! A method's HTML form, as data for any template engine.
//!
//! In: a method, what is known of its fields, and perhaps why it was refused the last time. Out: a [`Field`] for each name. It writes no
//! page: which elements there are, and in which words they speak, is the template's business.
//!
//! A page on the server gets its forms from `trifold::server::FormState`; a page in the browser makes them with [`Form::of`]. Both know the
//! same of each field.

mod attributes;
mod field;
mod html_form;
#[cfg(any(feature = "server", feature = "forms"))]
pub(crate) mod known;
mod name;
mod page_query;
#[cfg(any(feature = "server", feature = "forms"))]
mod pattern;
mod refusal;
mod translation;

pub use attributes::Attributes;
#[cfg(any(feature = "server", feature = "forms"))]
pub(crate) use field::label;
pub use field::{Field, Kind};
pub use html_form::{Fault, Form};
pub use name::KEY;
#[cfg(feature = "server")]
pub(crate) use name::{is_of_pattern, of_name, steps};
#[cfg(feature = "server")]
pub(crate) use page_query::{forms as forms_of_query, next as next_of_query, without_forms};
#[doc(hidden)]
pub use page_query::{is_address, page_of};
pub use refusal::Refusal;
#[cfg(feature = "server")]
pub(crate) use translation::Translation;
