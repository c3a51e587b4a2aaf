//! Signing in and up.

use crate::browser::session::Session;
use crate::browser::view::{Faults, Field, title};
use crate::browser::write::Write;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use realworld_api::{Account, Login as Credentials, NewUser, UserBody, UsersSpec};
use std::sync::Arc;

/// Signing in.
#[component]
pub(crate) fn Login() -> impl IntoView {
    let session = Session::of_page();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let write = Write::new(session, |store| store.mutation(UsersSpec::LOGIN).once());
    title(|| "Sign in".to_owned());
    away_once_signed_in(session);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let user = Credentials { email: email.get_untracked(), password: password.get_untracked() };
        write.send((UserBody { user },), move |body| enter(session, body));
    };
    view! {
        <Card heading="Sign in" other="/register" question="Need an account?">
            <Faults of=write.faults/>
            <form novalidate on:submit=submit>
                <Field name="email" label="Email" kind="email" autocomplete="email" value=email/>
                <Field name="password" label="Password" kind="password" autocomplete="current-password" value=password/>
                <button class="btn btn-lg btn-primary pull-xs-right" type="submit" disabled=write.pending>"Sign in"</button>
            </form>
        </Card>
    }
}

/// Signing up.
#[component]
pub(crate) fn Register() -> impl IntoView {
    let session = Session::of_page();
    let [username, email, password] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let write = Write::new(session, |store| store.mutation(UsersSpec::REGISTER).once());
    title(|| "Sign up".to_owned());
    away_once_signed_in(session);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let user = NewUser { username: username.get_untracked(), email: email.get_untracked(), password: password.get_untracked() };
        write.send((UserBody { user },), move |body| enter(session, body));
    };
    view! {
        <Card heading="Sign up" other="/login" question="Have an account?">
            <Faults of=write.faults/>
            <form novalidate on:submit=submit>
                <Field name="username" label="Username" autocomplete="username" value=username/>
                <Field name="email" label="Email" kind="email" autocomplete="email" value=email/>
                <Field name="password" label="Password" kind="password" autocomplete="new-password" value=password/>
                <button class="btn btn-lg btn-primary pull-xs-right" type="submit" disabled=write.pending>"Sign up"</button>
            </form>
        </Card>
    }
}

fn enter(session: Session, body: Arc<UserBody<Account>>) {
    session.enter(body.user.clone());
}

/// Leads away whoever is signed in.
fn away_once_signed_in(session: Session) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.account().is_some() {
            navigate("/", NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

#[component]
fn Card(heading: &'static str, other: &'static str, question: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="auth-page">
            <div class="container page">
                <div class="row">
                    <div class="col-md-6 offset-md-3 col-xs-12">
                        <h1 class="text-xs-center">{heading}</h1>
                        <p class="text-xs-center"><a href=other>{question}</a></p>
                        {children()}
                    </div>
                </div>
            </div>
        </div>
    }
}
