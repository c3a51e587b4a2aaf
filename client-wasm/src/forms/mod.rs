//! Forms of a page, sent without leaving it (feature `forms`).
//!
//! In: a form as the server wrote it, from `trifold::form::Form`. Out: its action's answer: faults beside their fields, the page that the
//! form leads to, or the page as it is now. What cannot be done better is left to the browser, which sends the form as it would without a
//! script.

mod element;
mod enhance;
mod faults;
mod fresh;
mod morph;
mod sending;

pub use enhance::{enhance, enhance_with};
pub use morph::morph;
