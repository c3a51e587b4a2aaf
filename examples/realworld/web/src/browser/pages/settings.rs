//! One's own account.

use crate::browser::session::Session;
use crate::browser::view::{Area, Faults, Field, Private, profile_path, title};
use crate::browser::write::Write;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use realworld_api::{UpdateUser, UserBody, UsersSpec};
use trifold::Patch;

/// The settings of who is signed in.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    title(|| "Settings".to_owned());
    view! {
        <div class="settings-page">
            <div class="container page">
                <div class="row">
                    <div class="col-md-6 offset-md-3 col-xs-12">
                        <h1 class="text-xs-center">"Your Settings"</h1>
                        <Private><Form/><hr/><Logout/></Private>
                    </div>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (session, navigate) = (Session::of_page(), use_navigate());
    let account = untrack(|| session.account());
    let field = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
    let image = field(account.as_ref().and_then(|account| account.image.clone()));
    let username = field(account.as_ref().map(|account| account.username.clone()));
    let bio = field(account.as_ref().and_then(|account| account.bio.clone()));
    let email = field(account.as_ref().map(|account| account.email.clone()));
    let password = field(None);
    let write = Write::new(session, |store| store.mutation(UsersSpec::UPDATE).once());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let user = UpdateUser {
            email: Some(email.get_untracked()),
            username: Some(username.get_untracked()),
            password: Some(password.get_untracked()).filter(|password| !password.is_empty()),
            bio: Patch::Value(bio.get_untracked()),
            image: Patch::Value(image.get_untracked()),
        };
        let navigate = navigate.clone();
        write.send((UserBody { user },), move |body| {
            session.enter(body.user.clone());
            navigate(&profile_path(&body.user.username), Default::default());
        });
    };
    view! {
        <Faults of=write.faults/>
        <form novalidate on:submit=submit>
            <Field name="image" label="URL of profile picture" autocomplete="photo" size="" value=image/>
            <Field name="username" label="Username" autocomplete="username" value=username/>
            <Area name="bio" label="Short bio about you" value=bio/>
            <Field name="email" label="Email" kind="email" autocomplete="email" value=email/>
            <Field name="password" label="New Password" kind="password" autocomplete="new-password" value=password/>
            <button class="btn btn-lg btn-primary pull-xs-right" type="submit" disabled=write.pending>"Update Settings"</button>
        </form>
    }
}

#[component]
fn Logout() -> impl IntoView {
    let (session, navigate) = (Session::of_page(), use_navigate());
    let leave = move |_| {
        navigate("/", Default::default());
        session.leave();
    };
    view! { <button type="button" class="btn btn-outline-danger" on:click=leave>"Or click here to logout."</button> }
}
