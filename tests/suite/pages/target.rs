//! The target of a form: its own page, and no other.

use super::{DeskServer, DeskSpec, FORM, SIGN, STALE, Site, Wood, id, pages};
use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use axum::extract::{OriginalUri, Query, Request};
use axum::http::Method;
use axum::response::Html;
use axum::routing::get;
use axum::{Router, middleware};
use reqwest::Client;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use trifold::server::{FormState, Server};
use trifold::spec::Rate;

#[tokio::test]
async fn success_leads_back_to_the_page_also_from_an_answer() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let done = site.send("/?x=1", DeskSpec::ADD, "title=a&kind=plain", &[]).await?;
    assert_eq!((done.status, done.header("location")), (303, "/?x=1"));
    // The answer to a refused form has the address that the form was sent to; the forms on it replace the id in it.
    let refused = site.send("/notes/7?x=1", DeskSpec::ADD, "title=&kind=plain", &[]).await?;
    assert!(refused.status == 422 && refused.text.starts_with("note 7 layered"), "{}", refused.text);
    let answer = to_page("/?x=1", DeskSpec::ADD);
    assert_eq!(to_page(&answer, DeskSpec::ADD), answer);
    // Nothing that a request says names another page.
    let others = [("referer", "http://app.example/other"), ("x-forwarded-host", "evil.example")];
    let done = site.send_to(&format!("/?page=/other&/{}", id(DeskSpec::ADD)), "title=a&kind=plain", &others).await?;
    assert_eq!((done.status, done.header("location")), (303, "/?page=/other"));
    let evil = site.send_to(&format!("//evil.example/?/{}", id(DeskSpec::ADD)), "title=a&kind=plain", &[]).await?;
    assert_eq!((evil.status, evil.header("location")), (303, "/"));
    Ok(())
}

#[tokio::test]
async fn another_site_gets_no_page_of_ours() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let known = id(DeskSpec::ADD);
    for (target, status) in [
        (format!("/?/{known}"), 403),
        (STALE.to_owned(), 409),
        (format!("/?/{known}&/{known}"), 400),
        (format!("/notes/7?page=/&/{known}"), 403),
        (format!("/_action/{known}?page=/"), 403),
        ("/_action/AAECAwQFBgcICQoLDA0ODw?page=/".to_owned(), 409),
        ("/_action/x?page=/".to_owned(), 404),
    ] {
        for (header, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null"), ("dnt", "1")] {
            let form = Client::new().post(site.server.url(&target)).header("content-type", FORM).header(header, value);
            let answer = form.header("referer", site.server.url("/")).body("title=a&kind=plain").send().await?;
            let kind = answer.headers()["content-type"].to_str()?.to_owned();
            assert_eq!((answer.status().as_u16(), &*kind), (status, "text/html; charset=utf-8"), "{target}");
            let text = answer.text().await?;
            assert!(!text.contains("add-new-title") && !text.contains("note 7"), "{target}: {text}");
        }
    }
    for (target, status) in [
        (format!("/_action/{known}?page=/"), 405),
        ("/_action/AAECAwQFBgcICQoLDA0ODw?page=/".to_owned(), 409),
        ("/_action/x?page=/".to_owned(), 404),
    ] {
        let link = Client::new().get(site.server.url(&target)).header("accept", "text/html").header("sec-fetch-site", "cross-site");
        let answer = link.send().await?;
        assert_eq!(answer.status().as_u16(), status, "{target}");
        let text = answer.text().await?;
        assert!(!text.contains("add-new-title"), "{target}: {text}");
    }
    assert_eq!(site.calls(), 0);
    Ok(())
}

/// A form of another page of this site, or of an origin that is trusted: it is answered, and with no page of the application.
#[tokio::test]
async fn a_form_from_elsewhere_is_answered_with_a_small_page() -> Result<()> {
    let site = Site::start(|server| server.login("/login").expect("a page")).await?;
    let action = DeskSpec::ADD.action_path();
    let from = site.server.url("/notes/7");
    let done = site.send_to(&format!("{action}?page=/notes/7"), "title=a&kind=plain", &[("referer", &from)]).await?;
    assert_eq!((done.status, done.header("location")), (303, "/"));
    for target in [action.to_owned(), format!("{action}?page=/notes/7")] {
        let refused = site.send_to(&target, "title=&kind=plain", &[("referer", &from)]).await?;
        assert!(refused.status == 422 && refused.is_html() && refused.text.contains("<h1>Invalid input</h1>"), "{}", refused.text);
    }
    let login = site.send_to(DeskSpec::SIGN.action_path(), "id=1&name=+", &[]).await?;
    assert_eq!((login.status, login.header("location")), (303, "/login"));
    let kept = site.send_to(DeskSpec::SIGN.action_path(), SIGN, &[]).await?;
    let again = format!("<form method=\"post\" action=\"{}\">", DeskSpec::SIGN.action_path());
    assert!(kept.status == 401 && kept.text.contains(&again) && kept.text.contains("me</textarea>"), "{}", kept.text);
    let stale = site.send_to("/_action/AAECAwQFBgcICQoLDA0ODw", "title=a", &[]).await?;
    assert!(stale.status == 409 && stale.is_html() && !stale.text.contains("add-new-title"), "{}", stale.text);
    assert_eq!(site.calls(), 1);
    Ok(())
}

#[tokio::test]
async fn only_a_post_with_one_id_as_it_is_written_is_a_form() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let id = id(DeskSpec::ADD);
    let two = site.send_to(&format!("/?/{id}&x=1&/{id}"), "title=a&kind=plain", &[]).await?;
    assert!(two.status == 400 && two.text.contains("more than one form"), "{}", two.text);
    // What is no id is the page's own: here a page without a POST.
    for query in [format!("%2F{id}"), format!("x=/{id}"), format!("/{id}x"), "/x".to_owned(), "a=/&b=/".to_owned()] {
        assert_eq!(site.send_to(&format!("/?{query}"), "title=a&kind=plain", &[]).await?.status, 405, "{query}");
    }
    let long = format!("/?{}&/{id}", ["x=/"; 3000].join("&"));
    let page = site.send_to(&long, "title=&kind=plain", &[]).await?;
    assert_eq!((page.status, page.text.matches("x=/").count()), (422, 9000), "in the title, in the text, in the form's address");
    let client = Client::new();
    for verb in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let form = from_page(client.request(verb.clone(), site.server.url(&format!("/?/{id}")))).header("content-type", FORM);
        let answer = form.body("title=a&kind=plain").send().await?;
        let is_page = matches!(verb, Method::GET | Method::HEAD);
        assert_eq!((answer.status().is_success(), answer.status() == 405), (is_page, !is_page), "{verb}");
        if verb == Method::GET {
            let text = answer.text().await?;
            assert!(text.contains("at / for : None"), "the address of an answer is that of its page: {text}");
        }
    }
    // A script calls the action's own URL.
    let json = from_page(client.post(site.server.url(&format!("/?/{id}")))).json(&[1]).send().await?;
    assert_eq!((json.status().as_u16(), json.headers()["content-type"].to_str()?), (415, "text/html; charset=utf-8"));
    assert_eq!(site.calls(), 0);
    Ok(())
}

/// A page that takes a POST of its own, and counts how often its layers run.
fn counted(layers: Arc<AtomicUsize>) -> Router {
    let own = async || "the page's own";
    let show = async |Query(query): Query<Vec<(String, String)>>, uri: OriginalUri, forms: FormState| {
        Html(format!("{query:?} {} {} {:?}", uri.0, forms.page(), forms.message()))
    };
    let count = middleware::from_fn(move |request: Request, next: middleware::Next| {
        layers.fetch_add(1, Ordering::SeqCst);
        next.run(request)
    });
    Router::new().nest("/deep/{area}", Router::new().route("/own", get(show).post(own))).layer(count)
}

#[tokio::test]
async fn a_form_comes_before_the_pages_own_post_and_its_layers_run_once() -> Result<()> {
    let layers = Arc::new(AtomicUsize::new(0));
    let site = Site::start(|server| server.pages(counted(layers.clone()))).await?;
    let own = site.send_to("/deep/a/own?/x", "title=a", &[]).await?;
    assert_eq!((own.text.as_str(), layers.swap(0, Ordering::SeqCst)), ("the page's own", 1));
    let done = site.send("/deep/a/own?q=1", DeskSpec::ADD, "title=a&kind=plain", &[]).await?;
    assert_eq!((done.status, done.header("location"), layers.swap(0, Ordering::SeqCst)), (303, "/deep/a/own?q=1", 0));
    let refused = site.send("/deep/a/own?q=1", DeskSpec::ADD, "title=full&kind=plain", &[]).await?;
    let text = "[(\"q\", \"1\")] /deep/a/own?q=1 /deep/a/own?q=1 Some(\"the desk takes 3 notes\")";
    assert_eq!((refused.status, refused.text.as_str(), layers.swap(0, Ordering::SeqCst)), (409, text, 1));
    Ok(())
}

/// The same by each way in which a server is served, below a prefix too.
#[tokio::test]
async fn a_form_is_sent_to_its_page_however_the_server_is_served() -> Result<()> {
    let server = || Server::new().add_service(DeskServer::new(Wood::default())).pages(pages());
    let nested = Router::new().nest("/site/{of}", server().into_router());
    let merged = server().into_router().merge(Router::new().route("/other", get(async || "other")));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let served = Running::run(listener.local_addr()?, server().serve_until(listener, std::future::pending()));
    for (running, prefix) in [(served, ""), (Running::start(nested).await?, "/site/x"), (Running::start(merged).await?, "")] {
        for version in [1, 2] {
            let client = Client::builder().redirect(reqwest::redirect::Policy::none());
            let client = if version == 2 { client.http2_prior_knowledge() } else { client }.build()?;
            let page = format!("{prefix}/desk?x=1");
            let send = |body: &'static str| {
                let form = from_page(client.post(running.url(&to_page(&page, DeskSpec::ADD)))).header("content-type", FORM);
                form.header("range", "bytes=0-1").header("if-match", "\"a\"").body(body).send()
            };
            let done = send("title=a&kind=plain").await?;
            assert_eq!((done.status().as_u16(), done.headers()["location"].to_str()?), (303, &*page), "{version}");
            let refused = send("title=full&kind=plain").await?;
            let cookies = refused.headers().get_all("set-cookie").iter().count();
            assert_eq!((refused.status().as_u16(), cookies, refused.headers()["cache-control"].to_str()?), (409, 1, "no-store"));
            let text = refused.text().await?;
            assert!(text.contains(&format!("at {page} for : Some(\"the desk takes 3 notes\")")), "{version}: {text}");
        }
    }
    Ok(())
}

/// Each bound of a call holds there too.
#[tokio::test]
async fn a_form_of_a_page_has_the_bounds_of_its_action() -> Result<()> {
    let site = Site::start(|server| server.rate_limit(Rate::per_minute(3)).body_limit(100)).await?;
    let big: &'static str = "x".repeat(200).leak();
    assert_eq!(site.send("/", DeskSpec::ADD, big, &[]).await?.status, 413);
    assert_eq!(site.send("/", DeskSpec::ADD, "title=a&kind=plain", &[("content-encoding", "gzip")]).await?.status, 415);
    for _ in 0..2 {
        assert_eq!(site.send("/", DeskSpec::ADD, "title=a&kind=plain", &[]).await?.status, 303);
    }
    let over = site.send("/", DeskSpec::ADD, "title=a&kind=plain", &[]).await?;
    assert!(over.status == 429 && over.is_html() && over.headers.contains_key("retry-after"), "{}", over.text);
    assert!(!over.text.contains("add-new-title"), "a page is work too");
    Ok(())
}
