//! Comments on an article.

use crate::browser::faults::lines;
use crate::browser::live::live;
use crate::browser::session::Session;
use crate::browser::view::{Avatar, Faults, avatar, date, profile_path};
use crate::browser::write::Write;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use realworld_api::{Account, Comment, CommentBody, CommentsSpec, NewComment, Profile};

/// The comments on an article, and the form for one more.
#[component]
pub(crate) fn Comments(slug: Memo<String>) -> impl IntoView {
    let session = Session::of_page();
    let read = live(move || session.store.get().query(CommentsSpec::LIST, (slug.get(),)));
    let all = move || read.with(|read| read.value.as_ref().map(|list| list.comments.clone()).unwrap_or_default());
    let faults = move || read.with(|read| read.error.iter().flat_map(|fault| lines(fault)).collect::<Vec<_>>());
    let account = Memo::new(move |_| session.account());
    let form = move || match account.get() {
        Some(account) => view! { <Form slug account/> }.into_any(),
        None => {
            view! { <p><a href="/login">"Sign in"</a> " or " <a href="/register">"sign up"</a> " to add comments on this article."</p> }
                .into_any()
        }
    };
    view! {
        <div class="row">
            <section class="col-xs-12 col-md-8 offset-md-2" aria-label="Comments">
                {form}
                <Faults of=Signal::derive(faults)/>
                <For each=all key=|comment| comment.id children=move |comment| card(slug, comment)/>
            </section>
        </div>
    }
}

#[component]
fn Form(slug: Memo<String>, account: Account) -> impl IntoView {
    let write = Write::new(Session::of_page(), |store| store.mutation(CommentsSpec::CREATE).once());
    let body = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let comment = NewComment { body: body.get_untracked() };
        write.send((slug.get_untracked(), CommentBody { comment }), move |_| body.set(String::new()));
    };
    view! {
        <Faults of=write.faults/>
        <form class="card comment-form" novalidate on:submit=submit>
            <div class="card-block">
                <textarea class="form-control" rows="3" placeholder="Write a comment..." aria-label="Write a comment" bind:value=body></textarea>
            </div>
            <div class="card-footer">
                <img class="comment-author-img" src=avatar(account.image.as_deref()) alt=""/>
                <button class="btn btn-sm btn-primary" type="submit" disabled=write.pending>"Post Comment"</button>
            </div>
        </form>
    }
}

fn card(slug: Memo<String>, comment: Comment) -> impl IntoView {
    let Comment { id, created_at, body, author, .. } = comment;
    let (path, username, own) = (profile_path(&author.username), author.username.clone(), author.username.clone());
    let author = Signal::stored(author);
    let session = Session::of_page();
    let is_own = Memo::new(move |_| session.is_own(&own));
    view! {
        <div class="card">
            <div class="card-block"><p class="card-text">{body}</p></div>
            <div class="card-footer">
                <Picture of=author/>
                " "
                <a class="comment-author" href=path>{username}</a>
                {date(created_at, "date-posted")}
                <Show when=move || is_own.get()><Delete slug id/></Show>
            </div>
        </div>
    }
}

#[component]
fn Picture(of: Signal<Profile>) -> impl IntoView {
    view! { <Avatar of class="comment-author-img"/> }
}

/// The sign that takes a comment away. It is an `i`, as RealWorld's page has it, and a button to all who do not see it.
#[component]
fn Delete(slug: Memo<String>, id: i64) -> impl IntoView {
    let write = Write::new(Session::of_page(), |store| store.mutation(CommentsSpec::DELETE).once());
    let delete = move || write.send((slug.get_untracked(), id), |_| ());
    let by_key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            delete();
        }
    };
    view! {
        <span class="mod-options">
            <i class="ion-trash-a" role="button" tabindex="0" aria-label="Delete comment" on:click=move |_| delete() on:keydown=by_key></i>
        </span>
        <Faults of=write.faults/>
    }
}
