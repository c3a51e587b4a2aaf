//! Articles.

use crate::app::App;
use crate::callers::{Author, Caller, Viewer};
use crate::slug;
use crate::store::{ArticleChange, Query};
use realworld_api::{Article, ArticleBody, ArticleList, Articles, ConduitError, Filter, NewArticle, Page, Subject, UpdateArticle};
use trifold::Source;

/// Number of articles of a page, unless the caller says.
const LIMIT: u64 = 20;

/// Most articles of a page.
const MOST: u64 = 1000;

impl Articles for App {
    type Caller = Caller;
    type Viewer = Viewer;
    type Author = Author;

    async fn list(&self, viewer: Viewer, filter: Filter) -> Result<ArticleList, ConduitError> {
        let Filter { tag, author, favorited, limit, offset } = filter;
        let page = query(Page { limit, offset });
        self.page(viewer.id(), &Query { tag, author, favorited, ..page }).await
    }

    async fn feed(&self, caller: Caller, page: Page) -> Result<ArticleList, ConduitError> {
        self.page(caller.id, &Query { followed: true, ..query(page) }).await
    }

    async fn create(&self, caller: Caller, new: ArticleBody<NewArticle>) -> Result<ArticleBody<Article>, ConduitError> {
        let candidates = slug::candidates(&new.article.title).map_err(Source::from)?;
        for slug in candidates {
            if let Some(id) = self.store.add_article(caller.id, &slug, &new.article).await? {
                return self.show(caller.id, id).await;
            }
        }
        Err(ConduitError::Failed(Source::new("every slug is taken")))
    }

    async fn find(&self, viewer: Viewer, slug: String) -> Result<ArticleBody<Article>, ConduitError> {
        let article = self.article(&slug).await?;
        self.show(viewer.id(), article.id).await
    }

    async fn update(
        &self,
        Author(caller): Author,
        slug: String,
        change: ArticleBody<UpdateArticle>,
    ) -> Result<ArticleBody<Article>, ConduitError> {
        let article = self.own_article(caller.id, &slug).await?;
        let UpdateArticle { title, description, body, tag_list: tags } = change.article;
        self.store.change_article(article.id, &ArticleChange { title, description, body, tags }).await?;
        self.show(caller.id, article.id).await
    }

    async fn delete(&self, caller: Caller, slug: String) -> Result<(), ConduitError> {
        let article = self.own_article(caller.id, &slug).await?;
        Ok(self.store.delete_article(article.id).await?)
    }

    async fn favorite(&self, caller: Caller, slug: String) -> Result<ArticleBody<Article>, ConduitError> {
        self.set_favorite(caller, &slug, true).await
    }

    async fn unfavorite(&self, caller: Caller, slug: String) -> Result<ArticleBody<Article>, ConduitError> {
        self.set_favorite(caller, &slug, false).await
    }
}

impl App {
    async fn show(&self, viewer: i64, id: i64) -> Result<ArticleBody<Article>, ConduitError> {
        let article = self.store.show_article(viewer, id).await?;
        Ok(ArticleBody { article: article.ok_or(ConduitError::NotFound { subject: Subject::Article })? })
    }

    async fn page(&self, viewer: i64, query: &Query) -> Result<ArticleList, ConduitError> {
        let (articles, articles_count) = self.store.articles(viewer, query).await?;
        Ok(ArticleList { articles, articles_count })
    }

    async fn set_favorite(&self, caller: Caller, slug: &str, favorite: bool) -> Result<ArticleBody<Article>, ConduitError> {
        let article = self.article(slug).await?;
        self.store.set_favorite(caller.id, article.id, favorite).await?;
        self.show(caller.id, article.id).await
    }
}

/// A query for a page of all articles. Numbers beyond the database's are beyond every article.
fn query(page: Page) -> Query {
    let limit = page.limit.unwrap_or(LIMIT).min(MOST);
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Query { limit: number(limit), offset: number(page.offset.unwrap_or(0)), ..Query::default() }
}
