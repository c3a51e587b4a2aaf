//! Pictures of people.

use super::profile_path;
use leptos::prelude::*;
use realworld_api::Profile;

/// The picture of somebody who has none.
const DEFAULT: &str = "/assets/default-avatar.svg";

/// The address of somebody's picture.
pub(crate) fn avatar(image: Option<&str>) -> String {
    image.filter(|image| !image.trim().is_empty()).unwrap_or(DEFAULT).to_owned()
}

/// Somebody's picture, which leads to their profile. Their name stands beside it, so that a screen reader passes over the picture.
#[component]
pub(crate) fn Avatar(#[prop(into)] of: Signal<Profile>, #[prop(default = "")] class: &'static str) -> impl IntoView {
    let path = move || of.with(|profile| profile_path(&profile.username));
    let image = move || of.with(|profile| avatar(profile.image.as_deref()));
    view! {
        <a href=path tabindex="-1" aria-hidden="true">
            <img src=image alt="" class=class/>
        </a>
    }
}
