//! What is not sent is no `null`: an `Option` alone is content with nothing.

use crate::support::Running;
use anyhow::Result;
use reqwest::Client;
use serde_json::{Value, json};
use trifold::server::Server;
use trifold::{Patch, model, service};

#[model]
#[derive(Debug)]
struct Mark;

#[model]
#[derive(Debug)]
struct Wrapped(Option<u8>);

#[model]
#[serde(transparent)]
#[derive(Debug)]
struct Through(Option<u8>);

#[model]
#[serde(untagged)]
#[derive(Debug)]
enum Either {
    Number(u8),
    Nothing,
}

type Alias = Option<u8>;

macro_rules! takers {
    ($($name:ident $member:ident $path:literal $ty:ty),* $(,)?) => {
        #[service(version = 1)]
        trait Takes {
            $(
                #[post($path)]
                async fn $name(&self, #[body] it: $ty) -> String;

                #[put($path)]
                async fn $member(&self, it: $ty, other: u8) -> String;
            )*
        }

        impl Takes for Hands {
            $(
                async fn $name(&self, it: $ty) -> String {
                    format!("{it:?}")
                }

                async fn $member(&self, it: $ty, other: u8) -> String {
                    format!("{it:?} {other}")
                }
            )*
        }
    };
}

struct Hands;

takers! {
    option option_member "/option" Option<u8>,
    alias alias_member "/alias" Alias,
    through through_member "/through" Through,
    boxed boxed_member "/boxed" Box<Option<u8>>,
    unit unit_member "/unit" (),
    mark mark_member "/mark" Mark,
    value value_member "/value" Value,
    wrapped wrapped_member "/wrapped" Wrapped,
    either either_member "/either" Either,
    patch patch_member "/patch" Patch<u8>,
    number number_member "/number" u8,
}

#[tokio::test]
async fn nothing_is_no_null() -> Result<()> {
    let server = Running::start(Server::new().add_service(TakesServer::new(Hands)).into_router()).await?;
    let send = async |verb: reqwest::Method, path: &str, body: String| -> Result<(u16, Value)> {
        let url = server.url(&format!("/api/v1/{path}"));
        let answer = Client::new().request(verb, url).header("content-type", "application/json").body(body).send().await?;
        Ok((answer.status().as_u16(), answer.json().await?))
    };
    let (post, put) = (reqwest::Method::POST, reqwest::Method::PUT);
    for (path, none) in [("option", "None"), ("alias", "None"), ("through", "Through(None)"), ("boxed", "None")] {
        assert_eq!(send(post.clone(), path, String::new()).await?, (200, json!(none)), "{path}");
        assert_eq!(send(put.clone(), path, json!({ "other": 1 }).to_string()).await?, (200, json!(format!("{none} 1"))), "{path}");
    }
    for path in ["unit", "mark", "value", "wrapped", "either", "patch", "number"] {
        let (status, problem) = send(post.clone(), path, String::new()).await?;
        assert_eq!((status, &problem["errors"][0]["code"]), (400, &json!("missing")), "{path}: {problem}");
        let (status, problem) = send(put.clone(), path, json!({ "other": 1 }).to_string()).await?;
        let fault = &problem["errors"][0];
        assert_eq!((status, &fault["code"], &fault["pointer"]), (422, &json!("missing"), &json!("/it")), "{path}: {problem}");
    }
    let nulls =
        [("unit", "()"), ("mark", "Mark"), ("value", "Null"), ("wrapped", "Wrapped(None)"), ("either", "Nothing"), ("patch", "Null")];
    for (path, value) in nulls {
        assert_eq!(send(post.clone(), path, "null".to_owned()).await?, (200, json!(value)), "{path}");
    }
    Ok(())
}
