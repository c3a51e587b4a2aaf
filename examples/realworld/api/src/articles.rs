//! Articles: listing, reading, writing, and favourites.

use crate::text::{long, short, storable};
use crate::{ConduitError, Profile, TagsSpec, millis};
use jiff::Timestamp;
use trifold::{model, service};

/// Articles, newest first.
#[service(unversioned, path = "/articles")]
pub trait Articles {
    /// The caller, who must have a token.
    #[security(header = "authorization")]
    type Caller;

    /// The caller, if there is a token.
    #[security(header = "authorization", optional)]
    type Viewer;

    /// The caller. On the route the article in the path is theirs before anything of the body is read.
    #[security(header = "authorization")]
    type Author;

    /// Lists articles.
    #[get("/")]
    async fn list(&self, #[context] viewer: Self::Viewer, #[query] filter: Filter) -> Result<ArticleList, ConduitError>;

    /// Lists articles of the people whom the caller follows.
    #[get("/feed")]
    async fn feed(&self, #[context] caller: Self::Caller, #[query] page: Page) -> Result<ArticleList, ConduitError>;

    /// Publishes an article.
    #[post("/", status = 201)]
    #[refreshes(list, feed, TagsSpec::LIST)]
    async fn create(&self, #[context] caller: Self::Caller, new: ArticleBody<NewArticle>) -> Result<ArticleBody<Article>, ConduitError>;

    /// Shows an article.
    #[get("/{slug}")]
    async fn find(&self, #[context] viewer: Self::Viewer, slug: String) -> Result<ArticleBody<Article>, ConduitError>;

    /// Changes what is given of one's own article. Its slug stays.
    #[put("/{slug}")]
    #[refreshes(list, feed, find(slug), TagsSpec::LIST)]
    async fn update(
        &self,
        #[context] author: Self::Author,
        slug: String,
        change: ArticleBody<UpdateArticle>,
    ) -> Result<ArticleBody<Article>, ConduitError>;

    /// Takes one's own article away, with its comments.
    #[delete("/{slug}")]
    #[refreshes(list, feed, TagsSpec::LIST)]
    async fn delete(&self, #[context] caller: Self::Caller, slug: String) -> Result<(), ConduitError>;

    /// Makes an article a favourite; again is no error.
    #[post("/{slug}/favorite")]
    #[refreshes(list, feed, find(slug))]
    async fn favorite(&self, #[context] caller: Self::Caller, slug: String) -> Result<ArticleBody<Article>, ConduitError>;

    /// Makes an article a favourite no more; again is no error.
    #[delete("/{slug}/favorite")]
    #[refreshes(list, feed, find(slug))]
    async fn unfavorite(&self, #[context] caller: Self::Caller, slug: String) -> Result<ArticleBody<Article>, ConduitError>;
}

/// Something of an article, under the key that Conduit wants.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[schemars(rename = "ArticleBodyOf{T}")]
pub struct ArticleBody<T> {
    /// The article.
    pub article: T,
}

/// An article that is to be published.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct NewArticle {
    /// The title; two articles may share it.
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub title: String,
    /// What it is about.
    #[garde(custom(long))]
    #[schemars(regex(pattern = crate::FILLED))]
    pub description: String,
    /// The text, in Markdown.
    #[garde(custom(long))]
    #[schemars(regex(pattern = crate::FILLED))]
    pub body: String,
    /// Words to find it by, in this order.
    #[garde(length(max = 100), inner(custom(storable)))]
    #[schemars(inner(regex(pattern = crate::STORABLE)))]
    #[serde(default)]
    pub tag_list: Vec<String>,
}

/// What may be changed of an article. A field that is absent stays as it is.
#[model]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct UpdateArticle {
    /// Another title.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub title: Option<String>,
    /// What it is about now.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    #[garde(custom(long))]
    #[schemars(regex(pattern = crate::FILLED))]
    pub description: Option<String>,
    /// Another text.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    #[garde(custom(long))]
    #[schemars(regex(pattern = crate::FILLED))]
    pub body: Option<String>,
    /// Other words to find it by; an empty list takes them all away.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<String>")]
    #[garde(custom(tags))]
    #[schemars(length(max = 100), inner(regex(pattern = crate::STORABLE)))]
    pub tag_list: Option<Vec<String>>,
}

/// An article.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// All that lists show of it too.
    #[serde(flatten)]
    pub summary: ArticleSummary,
    /// The text, in Markdown.
    pub body: String,
}

/// An article in a list: all but its text.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ArticleSummary {
    /// What names it in a path, unique.
    pub slug: String,
    /// The title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Words to find it by.
    pub tag_list: Vec<String>,
    /// When it was published.
    #[serde(with = "millis")]
    #[schemars(with = "Timestamp")]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[serde(with = "millis")]
    #[schemars(with = "Timestamp")]
    pub updated_at: Timestamp,
    /// Whether it is a favourite of the caller's.
    pub favorited: bool,
    /// Number of people who have it as a favourite.
    pub favorites_count: u64,
    /// Who wrote it.
    pub author: Profile,
}

/// One page of a list, newest first.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ArticleList {
    /// The articles of the page.
    pub articles: Vec<ArticleSummary>,
    /// Number of articles on all pages.
    pub articles_count: u64,
}

/// Which articles to list. What is not given does not count.
#[model]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those with this word.
    pub tag: Option<String>,
    /// Those that this user wrote.
    pub author: Option<String>,
    /// Those that are favourites of this user's.
    pub favorited: Option<String>,
    /// At most so many: 20 unless given, and never more than 1000.
    #[garde(range(min = 1))]
    pub limit: Option<u64>,
    /// Without the first so many.
    pub offset: Option<u64>,
}

/// A part of a list.
#[model]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// At most so many: 20 unless given, and never more than 1000.
    #[garde(range(min = 1))]
    pub limit: Option<u64>,
    /// Without the first so many.
    pub offset: Option<u64>,
}

fn tags(tags: &Option<Vec<String>>, context: &()) -> Result<(), &'static str> {
    let tags = tags.as_deref().unwrap_or_default();
    if tags.len() > 100 { Err("has too many words (maximum is 100)") } else { tags.iter().try_for_each(|tag| storable(tag, context)) }
}
