//! The same traits as actions, through the typed clients.

use crate::support::Api;
use anyhow::Result;
use realworld_api::{
    ArticleBody, ArticlesClient, ArticlesRestClient, ConduitError, Filter, NewArticle, Subject, UpdateArticle, UsersClient,
};
use trifold::client::Http;
use trifold::{CallError, Transport};

/// A transport that sends what a page of the app's own would, with a token.
#[derive(Debug, Clone)]
struct Page {
    http: Http,
    token: Option<String>,
}

impl Transport for Page {
    async fn send(&self, mut request: trifold::transport::Request) -> Result<trifold::transport::Response, trifold::TransportError> {
        request.headers.push(("sec-fetch-site".into(), "same-origin".into()));
        if let Some(token) = &self.token {
            request.headers.push(("authorization".into(), format!("Token {token}")));
        }
        self.http.send(request).await
    }
}

impl Page {
    fn new(api: &Api, token: Option<&str>) -> Result<Self> {
        Ok(Self { http: Http::new(api.base())?, token: token.map(str::to_owned) })
    }
}

fn new() -> ArticleBody<NewArticle> {
    let text = |text: &str| text.to_owned();
    ArticleBody { article: NewArticle { title: text("By action"), description: text("d"), body: text("b"), tag_list: vec![text("t")] } }
}

pub(crate) async fn an_action_does_what_its_route_does(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let page = Page::new(api, Some(&user.token))?;
    let articles = ArticlesClient::new(page.clone());
    let article = articles.create(new()).await?.article;
    let by_route = ArticlesRestClient::with_transport(page.clone());
    assert_eq!(by_route.find(article.summary.slug.clone()).await?.article, article);
    let change = UpdateArticle { tag_list: Some(vec![]), ..UpdateArticle::default() };
    let changed = articles.update(article.summary.slug.clone(), ArticleBody { article: change }).await?.article;
    assert_eq!((changed.summary.tag_list.len(), changed.summary.title), (0, article.summary.title));
    let filter = Filter { author: Some(user.name.clone()), ..Filter::default() };
    assert_eq!(articles.list(filter).await?.articles_count, 1);
    assert_eq!(UsersClient::new(page).current().await?.user.username, user.name);
    Ok(articles.delete(article.summary.slug).await?)
}

pub(crate) async fn an_action_tells_problems_as_problems(api: &Api) -> Result<()> {
    let (author, other) = (api.somebody().await?, api.somebody().await?);
    let slug = api.article(&author, &[]).await?;
    let articles = ArticlesClient::new(Page::new(api, Some(&other.token))?);
    let change = || ArticleBody { article: UpdateArticle::default() };
    let refused = articles.update(slug, change()).await.map(|_| ());
    assert_eq!(refused, Err(CallError::Api(ConduitError::Forbidden { subject: Subject::Article })));
    let missing = articles.update("no-such".to_owned(), change()).await.map(|_| ());
    assert_eq!(missing, Err(CallError::Api(ConduitError::NotFound { subject: Subject::Article })));
    let nobody = ArticlesClient::new(Page::new(api, None)?).create(new()).await.map(|_| ());
    assert_eq!(nobody, Err(CallError::Api(ConduitError::TokenMissing)));
    let mut blank = new();
    blank.article.title.clear();
    assert!(matches!(articles.create(blank).await, Err(CallError::Invalid(errors)) if errors[0].message == "can't be blank"));
    Ok(())
}
