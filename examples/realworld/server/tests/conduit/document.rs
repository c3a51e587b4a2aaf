//! The OpenAPI document: every endpoint, and the one shape of errors.

use crate::support::Api;
use anyhow::Result;
use serde_json::{Value, json};

/// Every endpoint, with the status of its success.
const ENDPOINTS: [(&str, &str, &str); 19] = [
    ("/api/users", "post", "201"),
    ("/api/users/login", "post", "200"),
    ("/api/user", "get", "200"),
    ("/api/user", "put", "200"),
    ("/api/profiles/{username}", "get", "200"),
    ("/api/profiles/{username}/follow", "post", "200"),
    ("/api/profiles/{username}/follow", "delete", "200"),
    ("/api/articles", "get", "200"),
    ("/api/articles/feed", "get", "200"),
    ("/api/articles", "post", "201"),
    ("/api/articles/{slug}", "get", "200"),
    ("/api/articles/{slug}", "put", "200"),
    ("/api/articles/{slug}", "delete", "204"),
    ("/api/articles/{slug}/comments", "get", "200"),
    ("/api/articles/{slug}/comments", "post", "201"),
    ("/api/articles/{slug}/comments/{id}", "delete", "204"),
    ("/api/articles/{slug}/favorite", "post", "200"),
    ("/api/articles/{slug}/favorite", "delete", "200"),
    ("/api/tags", "get", "200"),
];

pub(crate) async fn the_document_says_what_is_served(api: &Api) -> Result<()> {
    let document = api.get(None, "/openapi.json").await?.has(200)?;
    let paths = document["paths"].as_object().map(serde_json::Map::len);
    let mut known: Vec<_> = ENDPOINTS.iter().map(|(path, ..)| path).collect();
    known.dedup();
    known.sort_unstable();
    known.dedup();
    assert_eq!(paths, Some(known.len()));
    for (path, verb, status) in ENDPOINTS {
        let responses = document["paths"][path][verb]["responses"].as_object().cloned().unwrap_or_default();
        assert!(responses.contains_key(status), "{verb} {path} {responses:?}");
        for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
            let shared = response["$ref"].as_str().and_then(|place| document.pointer(place.trim_start_matches('#')));
            let schema = &shared.unwrap_or(response)["content"]["application/json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/GenericErrorModel", "{verb} {path} {status}");
        }
    }
    let scheme = &document["components"]["securitySchemes"]["header-authorization"];
    assert_eq!((&scheme["type"], &scheme["in"], &scheme["name"]), (&json!("apiKey"), &json!("header"), &json!("authorization")));
    let asks = |path: &str, verb: &str| document["paths"][path][verb].get("security").cloned();
    let (needed, perhaps) = (json!([{ "header-authorization": [] }]), json!([{ "header-authorization": [] }, {}]));
    assert_eq!(asks("/api/user", "get"), Some(needed.clone()));
    assert_eq!(asks("/api/articles/{slug}/comments/{id}", "delete"), Some(needed));
    assert_eq!(asks("/api/articles", "get"), Some(perhaps));
    assert_eq!(asks("/api/users/login", "post"), None);
    let token = &document["components"]["schemas"]["Account"]["properties"]["token"];
    assert_eq!((&token["type"], token.get("writeOnly")), (&Value::from("string"), None), "an answer has it: {token}");
    let update = &document["components"]["schemas"]["UpdateUser"];
    assert_eq!((&update["properties"]["email"]["type"], update.get("required")), (&Value::from("string"), None));
    assert_eq!(update["properties"]["bio"]["type"], json!(["string", "null"]));
    assert_eq!(document["components"]["schemas"]["Article"]["properties"]["createdAt"]["format"], "date-time");
    Ok(())
}
