//! Forms that are refused: their page is the answer, with what was typed.

use super::{DeskSpec, SIGN, STALE, Site};
use crate::support::{from_page, to_page};
use anyhow::Result;
use reqwest::Client;
use trifold::form::{Form, Refusal};
use trifold::server::Server;

/// A button for each row is a form whose field is filled in, whether it was refused or not.
#[test]
fn a_form_about_something_sends_it() {
    let refusal = |weight: &str| Refusal { typed: vec![("new.weight".to_owned(), weight.to_owned())], ..Refusal::default() };
    let form = || Form::of(DeskSpec::ADD);
    for (form, is_refused) in [
        (form().about("weight", &7), false),
        (form().refused(refusal("7")).about("new.weight", &7), true),
        (form().refused(refusal("8")).about("weight", &7), false),
    ] {
        let control = "id=\"add-7-new-weight\" name=\"new.weight\" type=\"number\" value=\"7\" min=\"1\"";
        assert!(form.field("weight").attributes().to_string().starts_with(control), "{}", form.field("weight").attributes());
        assert_eq!(form.fields().filter(|field| field.value() == Some("7")).count(), 1);
        assert_eq!(form.is_refused(), is_refused);
    }
}

#[tokio::test]
async fn a_refused_form_is_answered_with_its_page_and_what_was_typed() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let body = "title=&tags[]=lengthy&tags[]=%22%3E%3Cscript%3E&weight=12&kind=loud&pin=4711";
    let answer = site.send("/?x=1", DeskSpec::ADD, body, &[("cookie", "who=me")]).await?;
    assert!(answer.status == 422 && answer.is_html(), "{} {}", answer.status, answer.text);
    assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""));
    for part in [
        "at /?x=1 for who=me: None",
        "<p>None Some(\"add\")",
        "<input id=\"add-new-title\" name=\"new.title\" type=\"text\" value=\"\" required maxlength=\"40\" aria-invalid=\"true\" aria-describedby=\"add-new-title-error\">",
        "<input id=\"add-new-tags-0\" name=\"new.tags[0]\" type=\"text\" value=\"lengthy\" maxlength=\"10\" aria-invalid=\"true\" aria-describedby=\"add-new-tags-0-error\">",
        "<input id=\"add-new-weight\" name=\"new.weight\" type=\"number\" value=\"12\" min=\"1\" max=\"9\" step=\"1\" aria-invalid=\"true\" aria-describedby=\"add-new-weight-error\">",
        "<input id=\"add-new-pinned\" name=\"new.pinned\" type=\"checkbox\" value=\"true\">",
        "<input id=\"add-new-pin\" name=\"new.pin\" type=\"text\" autocomplete=\"off\">",
        &format!("<form action=\"{}\">", to_page("?x=1", DeskSpec::ADD)),
    ] {
        assert!(answer.text.contains(part), "{part}\n{}", answer.text);
    }
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn a_page_says_what_is_wrong_in_its_own_words() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let refused = site.send("/tisch", DeskSpec::ADD, "title=&weight=12&kind=plain", &[]).await?;
    let faults = refused.text.split("<form action=").nth(1).unwrap_or_default();
    assert!(faults.contains("höchstens 40 Zeichen") && faults.contains("must be at most 9"), "{}", refused.text);
    let own = site.send("/tisch", DeskSpec::ADD, "title=full&kind=plain", &[]).await?;
    assert!(own.text.contains(": Some(\"der Tisch ist voll\")") && own.text.contains("message: \"der Tisch ist voll\""), "{}", own.text);
    assert!(own.text.contains("Some(Full { most: 3 })"), "{}", own.text);
    Ok(())
}

#[tokio::test]
async fn a_page_knows_the_rules_before_anything_was_sent() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let text = Client::new().get(site.server.url("/")).send().await?.text().await?;
    for part in [
        "at / for : None",
        "<input id=\"add-new-title\" name=\"new.title\" type=\"text\" required maxlength=\"40\">",
        "<input id=\"add-new-kind\" name=\"new.kind\" required>",
        &format!("<form action=\"{}\">[]", to_page("", DeskSpec::ADD)),
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    Ok(())
}

#[tokio::test]
async fn the_services_own_error_and_a_panic_keep_what_was_typed() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let own = site.send("/", DeskSpec::ADD, "title=full&kind=plain", &[]).await?;
    assert!(own.status == 409 && own.is_html());
    assert!(own.text.contains("Some(\"the desk takes 3 notes\")") && own.text.contains("Some(Full { most: 3 })"), "{}", own.text);
    assert!(own.text.contains("value=\"full\"") && own.header("set-cookie").starts_with("added=1;"), "{}", own.text);
    let panic = site.send("/", DeskSpec::ADD, "title=panic&kind=plain", &[]).await?;
    assert!(panic.status == 500 && panic.is_html());
    assert!(panic.text.contains("value=\"panic\"") && panic.text.contains("Internal Server Error"), "{}", panic.text);
    assert_eq!(site.calls(), 2);
    Ok(())
}

#[tokio::test]
async fn a_stale_page_is_answered_with_the_page_as_it_is_now() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let stale = site.send_to(STALE, "title=a", &[]).await?;
    assert!(stale.status == 409 && stale.is_html());
    assert!(stale.text.contains("at / for : Some(\"This page was out of date, and nothing was done."), "{}", stale.text);
    Ok(())
}

#[tokio::test]
async fn what_was_typed_into_a_stale_form_is_found_by_the_names_of_its_fields() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let title = "name=\"new.title\" type=\"text\" value=\"a\"";
    let stale = site.send_to(STALE, "_key=0123&new.title=a&tags[]=b&kind=loud", &[]).await?;
    assert!(stale.text.contains(title) && stale.text.contains("name=\"new.tags[0]\" type=\"text\" value=\"b\""), "{}", stale.text);
    assert!(stale.text.contains("Some(\"add\")"), "{}", stale.text);
    // What any form calls a secret is in none; a field that no form has makes it no form of these.
    let secret = site.send_to(STALE, "title=a&pin=4711", &[]).await?;
    assert!(secret.text.contains(title) && secret.is_html(), "{}", secret.text);
    for other in ["title=a&author=b", "title=a&id=1", "", "=", "%ff=%ff", "a[=1"] {
        let stale = site.send_to(STALE, other, &[]).await?;
        assert!(stale.status == 409 && !stale.text.contains("value=\"a\""), "{other}: {}", stale.text);
    }
    let parts = "--X\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\na\r\n--X\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nPNG\r\n--X--\r\n";
    let client = Client::new();
    let stale = from_page(client.post(site.server.url(STALE))).header("content-type", "multipart/form-data; boundary=X");
    let stale = stale.body(parts).send().await?;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().await?.contains(title));
    let long: &'static str = format!("title=a&tags[]={}", "x".repeat(65 * 1024)).leak();
    let stale = site.send_to(STALE, long, &[]).await?;
    assert!(stale.status == 409 && stale.text.len() < 10_000, "more than a page gives back is not read");
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn a_refusal_before_the_body_is_a_page_too() -> Result<()> {
    let site = Site::start(|server| server.body_limit(100)).await?;
    let big: &'static str = "x".repeat(200).leak();
    let kind = |kind: &'static str| [("content-type", kind), ("accept", "text/html")];
    let large = site.send("/", DeskSpec::ADD, big, &[]).await?;
    assert!(large.status == 413 && large.text.contains("at / for : Some(\"the body"), "{}", large.text);
    let client = Client::new();
    let plain = from_page(client.post(site.server.url(&to_page("/", DeskSpec::ADD))));
    let plain = kind("text/plain").iter().fold(plain, |form, (name, value)| form.header(*name, *value)).body("title=a").send().await?;
    assert_eq!((plain.status().as_u16(), plain.headers()["content-type"].to_str()?), (415, "text/html; charset=utf-8"));
    Ok(())
}

#[tokio::test]
async fn a_caller_who_is_not_known_keeps_what_was_typed() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let page = site.send("/?x=1", DeskSpec::SIGN, SIGN, &[]).await?;
    assert_eq!((page.status, page.header("www-authenticate"), page.is_html()), (401, "Pen", true));
    assert!(
        page.text.contains("at /?x=1 for : Some(\"Unauthorized\")") && page.text.contains("name=\"name\" type=\"text\" value=\"me\""),
        "{}",
        page.text
    );
    // Nothing is decoded: what no argument could be made of is text all the same.
    let page = site.send("/", DeskSpec::SIGN, "id=x&name=me&other=1", &[]).await?;
    assert!(page.status == 401 && page.text.contains("value=\"me\""), "{}", page.text);
    let secret = site.send("/", DeskSpec::LOCK, "note=mine&pin=4711", &[]).await?;
    assert!(secret.status == 401 && secret.is_html() && secret.text.contains("value=\"mine\""), "{}", secret.text);
    let long: &'static str = format!("id=1&name={}", "x".repeat(65 * 1024)).leak();
    let page = site.send("/", DeskSpec::SIGN, long, &[]).await?;
    assert!(page.status == 401 && page.text.len() < 10_000, "more than a page gives back is not read");
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn where_there_is_a_login_a_form_leads_there_unless_that_would_lose_something() -> Result<()> {
    let site = Site::start(|server| server.login("/login").expect("a page")).await?;
    let login = site.send("/?x=1", DeskSpec::SIGN, "id=1&name=+", &[]).await?;
    assert_eq!((login.status, login.header("location"), login.text.as_str()), (303, "/login?next=%2F%3Fx%3D1", ""));
    let page = site.send("/?x=1", DeskSpec::SIGN, SIGN, &[]).await?;
    assert!(
        page.status == 401 && page.text.contains("value=\"me\"") && page.text.contains("Some(\"/login?next=%2F%3Fx%3D1\")"),
        "{}",
        page.text
    );
    // A page that leads away, as one for known callers does, gives way to one that keeps it.
    for away in ["/moved", "/broken"] {
        let small = site.send(away, DeskSpec::SIGN, SIGN, &[]).await?;
        let action = format!("<form method=\"post\" action=\"{}\">", to_page("", DeskSpec::SIGN));
        for part in [
            &action,
            "rows=\"4\" cols=\"40\">\nme</textarea>",
            "<input type=\"hidden\" name=\"id\" value=\"1\">",
            "href=\"/login?next=%2F",
            "Send again",
        ] {
            assert!(small.status == 401 && small.text.contains(part), "{away}: {part}\n{}", small.text);
        }
    }
    let part = site.send("/moved", DeskSpec::LOCK, "note=mine&pin=4711", &[]).await?;
    assert!(
        part.is_html() && part.text.contains("mine</textarea>") && !part.text.contains("Send again"),
        "not all of it is here: {}",
        part.text
    );
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn a_context_may_have_an_answer_of_its_own() -> Result<()> {
    let site = Site::start(|server| server.login("/login").expect("a page")).await?;
    let own = site.send("/", DeskSpec::SIGN, SIGN, &[("x-writer", "redirect")]).await?;
    assert_eq!(
        (own.status, own.header("location"), own.header("set-cookie")),
        (303, "/elsewhere", "lost=1"),
        "not 307: that sends the form on"
    );
    let own = site.send("/", DeskSpec::SIGN, SIGN, &[("x-writer", "page")]).await?;
    assert_eq!((own.status, own.text.as_str()), (403, "<p>the context's own page"));
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let script = from_page(client.post(site.server.url(DeskSpec::SIGN.action_path()))).json(&(1, "me")).header("x-writer", "redirect");
    let script = script.send().await?;
    assert_eq!((script.status().as_u16(), script.headers()["trifold-redirect"].to_str()?), (401, "/elsewhere"));
    assert!(!script.headers().contains_key("location"));
    assert_eq!(site.calls(), 0);
    for page in ["//evil.example", "login", "/login?a=b", ""] {
        assert!(Server::new().login(page).is_err(), "{page}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_has_its_captures_and_what_layers_put_into_the_request() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let answer = site.send("/notes/7", DeskSpec::ADD, "title=full&kind=plain", &[]).await?;
    assert_eq!((answer.status, answer.text.as_str()), (409, "note 7 layered Some(\"the desk takes 3 notes\")"));
    Ok(())
}

#[tokio::test]
async fn a_page_that_cannot_be_shown_gives_way_to_a_small_one() -> Result<()> {
    let site = Site::start(|server| server).await?;
    for page in ["/broken", "/panics", "/json", "/nowhere", "/api/v1/nowhere"] {
        let answer = site.send(page, DeskSpec::ADD, "title=&kind=plain", &[]).await?;
        assert!(answer.status == 422 && answer.is_html(), "{page}: {} {}", answer.status, answer.text);
        assert!(answer.text.contains("<h1>Invalid input</h1>") && answer.text.contains("/new/title"), "{page}: {}", answer.text);
    }
    let moved = site.send("/moved", DeskSpec::ADD, "title=&kind=plain", &[]).await?;
    assert_eq!((moved.status, moved.header("location")), (303, "/"));
    assert_eq!(site.calls(), 0);
    Ok(())
}
