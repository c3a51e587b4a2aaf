//! Parts that several pages have.

mod article;
mod buttons;
mod feed;
mod field;
mod frame;
mod links;
mod pages;
mod person;

pub(crate) use article::{Meta, Tags, date};
pub(crate) use buttons::{FavoriteButton, FollowButton};
pub(crate) use feed::{Feed, Scope};
pub(crate) use field::{Area, Faults, Field};
pub(crate) use frame::{Footer, Header, Private, title};
pub(crate) use links::{article_path, editor_path, profile_path, tag_path};
pub(crate) use person::{Avatar, avatar};
