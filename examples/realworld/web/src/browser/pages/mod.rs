//! The pages, one for each route.

mod article;
mod comments;
mod editor;
mod home;
mod missing;
mod param;
mod profile;
mod settings;
mod sign_in;

pub(crate) use article::Article;
pub(crate) use editor::Editor;
pub(crate) use home::{Global, Tagged};
pub(crate) use missing::Missing;
pub(crate) use profile::{Favorites, Profile};
pub(crate) use settings::Settings;
pub(crate) use sign_in::{Login, Register};
