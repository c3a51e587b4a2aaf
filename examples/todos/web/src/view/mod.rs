//! The view: pure functions from data to markup.
//!
//! In: a [`Screen`], a [`Deed`]. Out: HTML, every value escaped. Each control is a plain form whose URL is an action's, so the page
//! works before the script has come, and where none ever comes. It must not know whether a server or a browser asks.

mod app;
mod curl;
mod form;
mod item;
mod panel;
mod screen;
mod words;

pub use app::app;
pub use curl::{Deed, curl};
pub use panel::{Access, deed, panel};
pub use screen::{Editing, Forms, IMAGE_ROUTE, Mode, Screen, filter_at, path};
pub use words::{error, notice, title_fault, title_fault_of};
