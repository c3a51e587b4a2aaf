//! A service with each kind of type that travels: what TypeScript has for it is kept in `tests/typescript/rows`, and what compiles against
//! that, and what does not, in `tests/typescript/*.ts`.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use trifold::server::{Effects, Server};
use trifold::{ApiError, Download, Page, Patch, RawBody, Upload, model, service};
use url::Url;
use uuid::Uuid;

/// Whole numbers.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbers {
    pub(super) small: i32,
    pub(super) real: f64,
    /// Any.
    pub(super) long: u64,
    pub(super) longer: i128,
    /// One that a rule bounds.
    #[garde(range(max = 1_000_000_000_000_u64))]
    pub(super) bounded: u64,
    pub(super) all: Vec<u64>,
    pub(super) by_name: HashMap<String, i64>,
    pub(super) maybe: Option<u64>,
    pub(super) pair: (u64, String),
}

/// Texts of all kinds.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Texts {
    pub(super) plain: String,
    pub(super) letter: char,
    pub(super) at: DateTime<Utc>,
    pub(super) day: NaiveDate,
    pub(super) id: Uuid,
    pub(super) url: Url,
    pub(super) price: Decimal,
    /// A module of its own.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String")]
    pub(super) moment: time::OffsetDateTime,
}

/// Fields that may be absent.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Absent {
    pub(super) maybe: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default = "ten")]
    pub(super) limit: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) marks: Vec<u64>,
    /// Of another name in each direction.
    #[serde(rename(serialize = "isDone", deserialize = "done"), alias = "isDone")]
    pub(super) done: bool,
    #[serde(skip_deserializing)]
    pub(super) only_written: bool,
    #[garde(required)]
    pub(super) wanted: Option<u8>,
    #[schemars(extend("x-old" = true))]
    #[deprecated]
    pub(super) old: bool,
}

fn ten() -> u64 {
    10
}

/// An update.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub(super) due: Patch<u64>,
}

#[model]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "snake_case")]
pub(super) enum Color {
    Red,
    DarkBlue,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) enum External {
    /// Nothing.
    Nothing,
    Rgb(u8, u8, u8),
    Named {
        name: String,
        weight: u64,
    },
    One(u64),
}

/// By a tag.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "type", rename_all = "camelCase")]
pub(super) enum Internal {
    Circle {
        radius: f64,
    },
    /// A square.
    Square {
        side: u64,
    },
    Point(Point),
    Nothing,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    pub(super) x: i64,
    pub(super) y: i64,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "t", content = "c")]
pub(super) enum Adjacent {
    Text(String),
    Count(u64),
    Both(String, u64),
    Nothing,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(super) enum Untagged {
    Count(u64),
    Text(String),
    Point(Point),
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Enums {
    pub(super) color: Color,
    pub(super) external: Vec<External>,
    pub(super) internal: Vec<Internal>,
    pub(super) adjacent: Vec<Adjacent>,
    pub(super) untagged: Vec<Untagged>,
    pub(super) by_color: BTreeMap<Color, u64>,
}

/// A list of any type.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Batch<T> {
    pub(super) items: Vec<T>,
    pub(super) next: Option<Box<Batch<T>>>,
}

/// A tree.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    pub(super) id: u64,
    pub(super) children: Vec<Tree>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Id(pub(super) u64);

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Common {
    pub(super) id: Id,
    pub(super) owner: Option<String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u64,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flat {
    pub(super) title: String,
    #[serde(flatten)]
    pub(super) common: Common,
    #[serde(flatten)]
    pub(super) size: Option<Size>,
    #[serde(flatten)]
    pub(super) shape: Internal,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Open {
    pub(super) id: u64,
    #[serde(flatten)]
    pub(super) rest: BTreeMap<String, String>,
}

/// Of another crate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub(super) struct Theirs {
    pub(super) count: u64,
    pub(super) kind: Option<Kind>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub(super) enum Kind {
    Big,
    Small,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Foreign {
    pub(super) theirs: Theirs,
    pub(super) any: serde_json::Value,
    #[serde(with = "hex")]
    pub(super) told_by_nobody: u64,
}

mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{number:x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        u64::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(D::Error::custom)
    }
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(super) enum RowError {
    /// There is none of this id.
    #[error("{id} not found")]
    #[status(404)]
    NotFound {
        id: u64,
        #[allow(dead_code, reason = "it may be absent")]
        since: Option<u32>,
    },
    #[error("full")]
    #[status(409)]
    Full,
    #[error("{0} of {1}")]
    #[status(422)]
    Counted(u64, u64),
    #[error("storage failed")]
    #[status(500)]
    Storage(#[internal] String),
}

/// Each kind of type. What comes is what was sent.
#[service(version = 1, name = "EachRow")]
pub(super) trait Rows {
    /// Numbers.
    #[read]
    async fn numbers(&self, numbers: Numbers) -> Numbers;
    #[read]
    async fn texts(&self, texts: Texts) -> Texts;
    #[read]
    async fn absent(&self, absent: Absent) -> Absent;
    async fn change(&self, change: Change) -> Option<u64>;
    #[read]
    async fn enums(&self, enums: Enums) -> Enums;
    #[read]
    async fn batch(&self, trees: Batch<Tree>) -> Batch<Tree>;
    #[read]
    async fn flat(&self, flat: Vec<Flat>, open: Open) -> (Vec<Flat>, Open);
    #[read]
    async fn foreign(&self, foreign: Foreign) -> Foreign;
    /// Fails as it is told.
    ///
    /// With nothing, it does not.
    async fn fail(&self, how: Option<u32>) -> Result<(), RowError>;
    #[get("/rows/pages")]
    async fn pages(&self, cursor: Option<u64>, #[query] size: u32) -> Page<Tree>;
    async fn attach(&self, id: u64, about: Point, file: Upload) -> String;
    async fn maybe_attach(&self, file: Option<Upload>) -> Option<String>;
    #[read]
    async fn file(&self, name: String) -> Result<Download, RowError>;
    async fn bytes(&self, bytes: RawBody) -> RawBody;
    #[idempotent]
    async fn once(&self) -> u64;
    async fn delete(&self, id: u64, r#new: Option<String>, last: bool) -> bool;
    #[deprecated]
    async fn remove(&self, id: u64);
    async fn go(&self, #[context] effects: Effects, to: String) -> u8;
    #[read]
    async fn wait(&self, seconds: u32);
    #[post("/rows/late", deprecated = "2026-11-01")]
    async fn late(&self);
    /// Makes others stale.
    #[refreshes(numbers, wait(seconds), pages(size))]
    async fn again(&self, note: String, seconds: u32, size: u32);
    /// Not for pages.
    #[no_action]
    #[post("/rows/hook")]
    async fn hook(&self);
}

pub(super) struct App;

/// A server with all of them.
pub(super) fn server() -> Server {
    Server::new().add_service(RowsServer::new(App))
}

impl Rows for App {
    async fn numbers(&self, numbers: Numbers) -> Numbers {
        numbers
    }
    async fn texts(&self, texts: Texts) -> Texts {
        texts
    }
    async fn absent(&self, absent: Absent) -> Absent {
        absent
    }
    async fn change(&self, change: Change) -> Option<u64> {
        change.due.apply(Some(u64::MAX))
    }
    async fn enums(&self, enums: Enums) -> Enums {
        enums
    }
    async fn batch(&self, trees: Batch<Tree>) -> Batch<Tree> {
        trees
    }
    async fn flat(&self, flat: Vec<Flat>, open: Open) -> (Vec<Flat>, Open) {
        (flat, open)
    }
    async fn foreign(&self, foreign: Foreign) -> Foreign {
        foreign
    }
    async fn fail(&self, how: Option<u32>) -> Result<(), RowError> {
        match how {
            None => Ok(()),
            Some(404) => Err(RowError::NotFound { id: u64::MAX, since: None }),
            Some(409) => Err(RowError::Full),
            Some(422) => Err(RowError::Counted(1, u64::MAX)),
            Some(_) => Err(RowError::Storage("secret".to_owned())),
        }
    }
    async fn pages(&self, cursor: Option<u64>, size: u32) -> Page<Tree> {
        let start = cursor.unwrap_or_default();
        let tree = |id| Tree { id, children: Vec::new() };
        Page::new((start..start + u64::from(size)).map(tree).collect()).next(&(start + u64::from(size)))
    }
    async fn attach(&self, id: u64, about: Point, file: Upload) -> String {
        described(file).await.map_or_else(|| "broken".to_owned(), |file| format!("{id} {}/{} {file}", about.x, about.y))
    }
    async fn maybe_attach(&self, file: Option<Upload>) -> Option<String> {
        described(file?).await
    }
    async fn file(&self, name: String) -> Result<Download, RowError> {
        match name.as_str() {
            "" => Err(RowError::Full),
            name => Ok(Download::new(b"\x00\xffbytes".to_vec()).of_type("image/png").named(name)),
        }
    }
    async fn bytes(&self, bytes: RawBody) -> RawBody {
        RawBody(bytes.0.into_iter().rev().collect())
    }
    async fn once(&self) -> u64 {
        static CALLS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }
    async fn delete(&self, id: u64, r#new: Option<String>, last: bool) -> bool {
        id == u64::MAX && r#new.as_deref() == Some("new") && last
    }
    async fn remove(&self, _: u64) {}
    async fn go(&self, effects: Effects, to: String) -> u8 {
        match effects.redirect(&to) {
            Ok(()) => 1,
            Err(_) => 0,
        }
    }
    async fn wait(&self, seconds: u32) {
        tokio::time::sleep(std::time::Duration::from_secs(seconds.into())).await;
    }
    async fn late(&self) {}
    async fn again(&self, _: String, _: u32, _: u32) {}
    async fn hook(&self) {}
}

async fn described(mut file: Upload) -> Option<String> {
    let (name, kind) = (file.file_name().unwrap_or("-").to_owned(), file.content_type().to_owned());
    let mut length = 0;
    while let Some(chunk) = file.chunk().await.ok()? {
        length += chunk.len();
    }
    Some(format!("{name} {kind} {length}"))
}
