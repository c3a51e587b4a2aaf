//! Writing an article, or changing one.

use super::param::param;
use crate::browser::live::live;
use crate::browser::session::Session;
use crate::browser::view::{Area, Faults, Field, Private, article_path, title};
use crate::browser::write::Write;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use realworld_api::{Article, ArticleBody, ArticlesSpec, NewArticle, UpdateArticle};
use std::sync::Arc;
use trifold_store::Snapshot;

/// The editor: of the article in the path, or of a new one.
#[component]
pub(crate) fn Editor() -> impl IntoView {
    let slug = param("slug");
    let heading = move || if slug.with(String::is_empty) { "New Article" } else { "Edit Article" };
    title(move || heading().to_owned());
    let form = move || view! { <Form slug=slug.get()/> };
    view! {
        <div class="editor-page">
            <div class="container page">
                <div class="row">
                    <div class="col-md-10 offset-md-1 col-xs-12">
                        <h1 class="visually-hidden">{heading}</h1>
                        <Private>{form}</Private>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// An article as it is being written.
#[derive(Clone, Copy)]
struct Draft {
    title: RwSignal<String>,
    description: RwSignal<String>,
    body: RwSignal<String>,
    tags: RwSignal<Vec<String>>,
    /// A tag that is not among them yet.
    tag: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        let [title, description, body, tag] = std::array::from_fn(|_| RwSignal::new(String::new()));
        Self { title, description, body, tags: RwSignal::new(Vec::new()), tag }
    }

    /// Begins with an article.
    fn fill(self, article: &Article) {
        self.title.set(article.summary.title.clone());
        self.description.set(article.summary.description.clone());
        self.body.set(article.body.clone());
        self.tags.set(article.summary.tag_list.clone());
    }

    /// Puts the tag that is being typed among the others.
    fn add_tag(self) {
        let tag = self.tag.get_untracked().trim().to_owned();
        if !tag.is_empty() && !self.tags.with_untracked(|tags| tags.contains(&tag)) {
            self.tags.update(|tags| tags.push(tag));
        }
        self.tag.set(String::new());
    }

    fn article(self) -> NewArticle {
        NewArticle {
            title: self.title.get_untracked(),
            description: self.description.get_untracked(),
            body: self.body.get_untracked(),
            tag_list: self.tags.get_untracked(),
        }
    }
}

#[component]
fn Form(slug: String) -> impl IntoView {
    let (session, draft, navigate) = (Session::of_page(), Draft::new(), use_navigate());
    let create = Write::new(session, |store| store.mutation(ArticlesSpec::CREATE).once());
    let update = Write::new(session, |store| store.mutation(ArticlesSpec::UPDATE).once());
    if !slug.is_empty() {
        load(session, slug.clone(), draft);
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        draft.add_tag();
        let NewArticle { title, description, body, tag_list } = draft.article();
        let navigate = navigate.clone();
        let show = move |done: Arc<ArticleBody<Article>>| navigate(&article_path(&done.article.summary.slug), Default::default());
        if slug.is_empty() {
            create.send((ArticleBody { article: NewArticle { title, description, body, tag_list } },), show);
        } else {
            let (title, description, body, tag_list) = (Some(title), Some(description), Some(body), Some(tag_list));
            update.send((slug.clone(), ArticleBody { article: UpdateArticle { title, description, body, tag_list } }), show);
        }
    };
    let is_pending = move || create.pending.get() || update.pending.get();
    view! {
        <Faults of=Signal::derive(move || [create.faults.get(), update.faults.get()].concat())/>
        <form novalidate on:submit=submit>
            <Field name="title" label="Article Title" value=draft.title/>
            <Field name="description" label="What's this article about?" size="" value=draft.description/>
            <Area name="body" label="Write your article (in markdown)" value=draft.body/>
            <TagField draft/>
            <button class="btn btn-lg btn-primary pull-xs-right" type="submit" disabled=is_pending>"Publish Article"</button>
        </form>
    }
}

/// Begins the draft with an article, once. Somebody else's is shown and not edited, and of one that is not there its page says so.
fn load(session: Session, slug: String, draft: Draft) {
    let (navigate, path) = (use_navigate(), article_path(&slug));
    let read = live(move || session.store.get().query(ArticlesSpec::FIND, (slug.clone(),)));
    Effect::new(move |is_filled: Option<bool>| {
        let Snapshot { value, error, .. } = read.get();
        if is_filled.unwrap_or_default() || (value.is_none() && error.is_none()) {
            return is_filled.unwrap_or_default();
        }
        match value.filter(|body| untrack(|| session.is_own(&body.article.summary.author.username))) {
            Some(body) => draft.fill(&body.article),
            None => navigate(&path, NavigateOptions { replace: true, ..NavigateOptions::default() }),
        }
        true
    });
}

#[component]
fn TagField(draft: Draft) -> impl IntoView {
    let by_key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | ",") && !event.is_composing() {
            event.prevent_default();
            draft.add_tag();
        }
    };
    let remove = move |tag: &str| draft.tags.update(|tags| tags.retain(|other| other != tag));
    let pill = move |tag: String| {
        let (name, words) = (format!("Remove tag {tag}"), tag.clone());
        view! {
            <span class="tag-default tag-pill">
                <button type="button" class="tag-remove" aria-label=name on:click=move |_| remove(&tag)><i class="ion-close-round"></i></button>
                " "
                {words}
            </span>
        }
    };
    view! {
        <fieldset class="form-group">
            <input
                class="form-control"
                type="text"
                placeholder="Enter tags"
                aria-label="Enter tags"
                autocomplete="off"
                bind:value=draft.tag
                on:keydown=by_key
            />
            <div class="tag-list"><For each=move || draft.tags.get() key=Clone::clone children=pill/></div>
        </fieldset>
    }
}
