//! The types of other crates in a path, a query and a header: each is one text, or a list of texts.

#![allow(clippy::too_many_arguments, reason = "one argument for each place")]

use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use trifold::server::Server;
use trifold::service;

/// A service for each type: plain, optional and listed; with and without `#[query]`, in a path and in a header; by GET and by POST.
macro_rules! types {
    ($($module:ident $ty:ty: $value:expr;)*) => {
        $(mod $module {
            use super::*;

            #[service(version = 1)]
            trait Say {
                #[get("/get/{path}")]
                async fn get(&self, path: $ty, plain: $ty, option: Option<$ty>, list: Vec<$ty>, #[header("x-a")] a: $ty, #[header("x-b")] b: Option<$ty>, #[header("x-c")] c: Vec<$ty>) -> Vec<String>;

                #[get("/query")]
                async fn query(&self, #[query] plain: $ty, #[query] option: Option<$ty>, #[query] list: Vec<$ty>) -> Vec<String>;

                #[post("/post/{path}")]
                async fn post(&self, path: $ty, #[query] plain: $ty, #[query] option: Option<$ty>, #[query] list: Vec<$ty>, #[header("x-a")] a: $ty, #[header("x-b")] b: Option<$ty>, #[header("x-c")] c: Vec<$ty>) -> Vec<String>;
            }

            struct Aloud;

            impl Say for Aloud {
                async fn get(&self, path: $ty, plain: $ty, option: Option<$ty>, list: Vec<$ty>, a: $ty, b: Option<$ty>, c: Vec<$ty>) -> Vec<String> {
                    vec![said(&(path, plain, option)), said(&list), said(&(a, b, c))]
                }

                async fn query(&self, plain: $ty, option: Option<$ty>, list: Vec<$ty>) -> Vec<String> {
                    vec![said(&(plain, option, list))]
                }

                async fn post(&self, path: $ty, plain: $ty, option: Option<$ty>, list: Vec<$ty>, a: $ty, b: Option<$ty>, c: Vec<$ty>) -> Vec<String> {
                    vec![said(&(path, plain, option)), said(&list), said(&(a, b, c))]
                }
            }

            #[tokio::test]
            async fn arrives() -> Result<()> {
                let server = Running::start(Server::new().add_service(SayServer::new(Aloud)).into_router()).await?;
                let client = SayRestClient::new(&server.base())?;
                let one = || -> $ty { $value };
                for (option, list) in [(Some(one()), vec![one(), one()]), (None, vec![one()]), (None, vec![])] {
                    let expected = vec![said(&(one(), one(), &option)), said(&list), said(&(one(), &option, &list))];
                    let (o, l) = (option.clone(), list.clone());
                    assert_eq!(client.get(one(), one(), o.clone(), l.clone(), one(), o.clone(), l.clone()).await?, expected);
                    assert_eq!(client.post(one(), one(), o.clone(), l.clone(), one(), o.clone(), l.clone()).await?, expected);
                    assert_eq!(client.query(one(), o, l).await?, [said(&(one(), &option, &list))]);
                }
                let document: Value = serde_json::from_str(&SaySpec::openapi(1).to_string())?;
                for (path, verb) in [("/api/v1/get/{path}", "get"), ("/api/v1/query", "get"), ("/api/v1/post/{path}", "post")] {
                    let parameters = document["paths"][path][verb]["parameters"].as_array().cloned().unwrap_or_default();
                    let names = parameters.iter().filter(|parameter| parameter["in"] == "query").map(|parameter| parameter["name"].clone());
                    assert_eq!(names.collect::<Vec<_>>(), [json!("plain"), json!("option"), json!("list")], "{path}");
                }
                Ok(())
            }
        })*
    };
}

fn said(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

types! {
    uuids uuid::Uuid: uuid::Uuid::from_u128(7);
    urls url::Url: url::Url::parse("https://a.example/b?c=d,e#f").unwrap_or_else(|_| unreachable!());
    decimals rust_decimal::Decimal: rust_decimal::Decimal::new(-1990, 2);
    chrono_dates chrono::NaiveDate: chrono::NaiveDate::default();
    chrono_times chrono::DateTime<chrono::Utc>: chrono::DateTime::<chrono::Utc>::UNIX_EPOCH;
    chrono_days chrono::Weekday: chrono::Weekday::Tue;
    jiff_dates jiff::civil::Date: jiff::civil::Date::constant(2026, 11, 30);
    jiff_times jiff::Timestamp: jiff::Timestamp::UNIX_EPOCH;
    jiff_lengths jiff::SignedDuration: jiff::SignedDuration::from_secs(61);
}
