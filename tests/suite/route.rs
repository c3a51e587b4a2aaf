//! The REST fold over a socket: paths, verbs, places of arguments, statuses.

use crate::fixture::{ShelfServer, shelf};
use crate::support::Running;
use anyhow::Result;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use trifold::server::Server;

async fn call(server: &Running, method: Method, path: &str, body: Option<Value>) -> Result<Response> {
    let call = Client::new().request(method, server.url(&format!("/api/v1/shelf{path}"))).header("x-reader-key", "open");
    let call = body.iter().fold(call, |call, body| call.json(body));
    Ok(call.send().await?)
}

#[tokio::test]
async fn arguments_come_from_their_places() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let cases = [
        (Method::GET, "/east/books/7", None, json!({ "id": 7, "title": "Emma", "tags": [], "year": 1815 })),
        (Method::GET, "/books?text=a%26b&tag=x&tag=y&limit=5", None, json!(["a&b/Some(5)", "x", "y"])),
        (Method::GET, "/books", None, json!(["/None"])),
        (Method::GET, "/count?exact=true&tag=a&tag=b&from=3", None, json!("Some(3) [\"a\", \"b\"] true")),
        (Method::GET, "/count?exact=false", None, json!("None [] false")),
        (Method::PUT, "/books/9/place", Some(json!({ "room": "west", "note": "top" })), json!("9 West Some(\"top\")")),
        (Method::PUT, "/books/9/place", Some(json!({ "room": "west" })), json!("9 West None")),
        (Method::POST, "/hook", Some(json!("ping")), json!("ping")),
        (Method::GET, "/size", None, json!(3)),
    ];
    for (method, path, body, expected) in cases {
        let response = call(&server, method.clone(), path, body).await?;
        assert_eq!(response.status(), 200, "{method} {path}");
        assert_eq!(response.json::<Value>().await?, expected, "{method} {path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_whole_number_may_be_written_as_any_number() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    for (id, expected) in [("7.0", json!(7)), ("0.7e1", json!(7)), ("18446744073709551615.00", json!(u64::MAX)), ("-0.0", json!(0))] {
        let call = Client::new().post(server.url("/api/v1/shelf/books")).header("content-type", "application/json");
        let call = call.header("x-reader-key", "open").body(format!(r#"{{"title":"7.5","id":{id},"year":1.815e3}}"#));
        let book = call.send().await?.error_for_status()?.json::<Value>().await?;
        assert_eq!((&book["id"], &book["title"], &book["year"]), (&expected, &json!("7.5"), &json!(1815)), "{id}");
    }
    for (id, code) in
        [(json!(7.5), "invalid_type"), (json!(1e300), "invalid_value"), (json!("7.0"), "invalid_type"), (json!(-1.0), "invalid_value")]
    {
        let refused = call(&server, Method::POST, "/books", Some(json!({ "id": id, "year": 1.0, "title": "Emma" }))).await?;
        assert_eq!(refused.status(), 422, "{id}");
        let error = &refused.json::<Value>().await?["errors"][0];
        assert_eq!((&error["pointer"], &error["code"]), (&json!("/id"), &json!(code)), "{id}");
    }
    let placed = call(&server, Method::PUT, "/books/9/place", Some(json!({ "room": "west", "note": "1.0" }))).await?;
    assert_eq!(placed.json::<Value>().await?, json!("9 West Some(\"1.0\")"));
    Ok(())
}

#[tokio::test]
async fn headers_are_arguments() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let get = || Client::new().get(server.url("/api/v1/shelf/greeting"));
    assert_eq!(get().header("x-times", "2").header("x-reader", "Ann & Bob").send().await?.json::<String>().await?, "Some(\"Ann & Bob\") 2");
    assert_eq!(get().header("x-times", "2").send().await?.json::<String>().await?, "None 2");
    for wrong in ["300", "two"] {
        let refused = get().header("x-times", wrong).send().await?;
        assert_eq!(refused.status(), 400);
        assert_eq!(refused.json::<Value>().await?["errors"][0]["parameter"], "x-times");
    }
    assert_eq!(get().send().await?.json::<Value>().await?["errors"][0]["code"], "missing");
    Ok(())
}

#[tokio::test]
async fn statuses_say_what_happened() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let created = call(&server, Method::POST, "/books", Some(json!({ "id": 1, "title": "Emma" }))).await?;
    assert_eq!(created.status(), 201);
    assert_eq!(created.json::<Value>().await?["tags"], json!(["Rest { version: Some(1) }"]));
    let removed = call(&server, Method::DELETE, "/books/7", None).await?;
    assert_eq!(removed.status(), 204);
    assert!(removed.bytes().await?.is_empty());
    let head = call(&server, Method::HEAD, "/size", None).await?;
    assert_eq!(head.status(), 200);
    let options = call(&server, Method::OPTIONS, "/books", None).await?;
    assert_eq!((options.status().as_u16(), options.headers()["allow"].to_str()?), (204, "GET, HEAD, OPTIONS, POST"));
    let patch = call(&server, Method::PATCH, "/books", None).await?;
    assert_eq!((patch.status().as_u16(), patch.headers()["allow"].to_str()?), (405, "GET, HEAD, OPTIONS, POST"));
    assert_eq!(call(&server, Method::GET, "/nothing", None).await?.status(), 404);
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_read_is_named() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let cases = [
        (
            Method::GET,
            "/east/books/seven",
            None,
            400,
            json!({ "parameter": "id", "code": "invalid_value", "message": "expected a whole number within range" }),
        ),
        (
            Method::GET,
            "/east/books/007",
            None,
            400,
            json!({ "parameter": "id", "code": "invalid_value", "message": "expected a number without `+` or zeros before it" }),
        ),
        (
            Method::GET,
            "/count?exact=perhaps",
            None,
            400,
            json!({ "parameter": "exact", "code": "invalid_value", "message": "expected true or false" }),
        ),
        (Method::GET, "/count", None, 400, json!({ "parameter": "exact", "code": "missing", "message": "is required" })),
        (
            Method::GET,
            "/books?text=a&limit=many",
            None,
            400,
            json!({ "parameter": "limit", "code": "invalid_value", "message": "expected a whole number within range" }),
        ),
        (Method::GET, "/books?limit=101", None, 422, json!({ "parameter": "limit", "code": "range", "message": "must be at most 100" })),
        (
            Method::POST,
            "/books",
            Some(json!({ "id": 1 })),
            422,
            json!({ "pointer": "/title", "code": "missing", "message": "is required" }),
        ),
        (
            Method::POST,
            "/books",
            Some(json!({ "id": 1, "title": "" })),
            422,
            json!({ "pointer": "/title", "code": "length", "message": "must not be empty" }),
        ),
        (
            Method::PUT,
            "/books/9/place",
            Some(json!({ "note": "x" })),
            422,
            json!({ "pointer": "/room", "code": "missing", "message": "is required" }),
        ),
        (
            Method::PUT,
            "/books/9/place",
            Some(json!({ "room": 5 })),
            422,
            json!({ "pointer": "/room", "code": "invalid_type", "message": "expected `east` or `west`" }),
        ),
    ];
    for (method, path, body, status, error) in cases {
        let response = call(&server, method.clone(), path, body).await?;
        assert_eq!(response.status(), status, "{method} {path}");
        let problem: Value = response.json().await?;
        assert_eq!(problem["errors"][0], error, "{method} {path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_script_may_write_and_another_site_may_not() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let post = || Client::new().post(server.url("/api/v1/shelf/hook")).json("ping");
    assert_eq!(post().send().await?.status(), 200);
    assert_eq!(post().header("origin", "https://evil.example").send().await?.status(), 403);
    assert_eq!(post().header("sec-fetch-site", "cross-site").send().await?.status(), 403);
    let read = Client::new().get(server.url("/api/v1/shelf/size")).header("sec-fetch-site", "cross-site").send().await?;
    assert_eq!(read.status(), 200, "a safe verb changes nothing");
    Ok(())
}

#[tokio::test]
async fn a_route_without_an_action_and_an_action_without_a_route() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    for path in ["/shake", "/api/v1/shelf/shake"] {
        assert_eq!(Client::new().post(server.url(path)).json(&json!([1, true])).send().await?.status(), 404, "{path}");
    }
    Ok(())
}

/// A percent-encoded letter is that letter (RFC 3986, section 6.2.2.2), and a slash that is encoded parts nothing.
#[tokio::test]
async fn an_escaped_letter_of_a_path_is_the_letter() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (address, server) = (listener.local_addr()?, Server::new().add_service(ShelfServer::from_arc(shelf().0)));
    let own = Running::run(address, server.serve(listener).until(std::future::pending()));
    let on_a_router = Running::start(shelf().1).await?;
    for (path, status, status_on_a_router) in [
        ("/api/v1/shelf/east/books/7", 200, 200),
        ("/api/v1/%73helf/e%61st/book%73/%37", 200, 200),
        ("/%61pi/v1/shelf/east/books/7", 200, 404),
        ("/api/v%31/shelf/east/books/7", 200, 404),
        ("/api/v1/shelf%2Feast/books/7", 404, 404),
        ("/api/v1/shelf/east/books/7%2F", 400, 400),
    ] {
        for (server, status) in [(&own, status), (&on_a_router, status_on_a_router)] {
            let answer = Client::new().get(server.url(path)).header("x-reader-key", "open").send().await?;
            assert_eq!(answer.status(), status, "{path}");
        }
    }
    Ok(())
}
