//! Types of other crates, and the rules that need a library: each behind a feature of `trifold`.

use anyhow::Result;
use serde_json::{Value, json};
use trifold::wire::{Faults, Shape};
use trifold::{Wire, model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Order {
    id: uuid::Uuid,
    at: chrono::DateTime<chrono::Utc>,
    seen: jiff::Timestamp,
    #[schemars(with = "String")]
    due: time::Date,
    page: url::Url,
    seal: bytes::Bytes,
    price: rust_decimal::Decimal,
}

#[service]
trait Orders {
    #[get("/orders/{id}")]
    async fn find(&self, id: uuid::Uuid) -> Order;
}

#[model]
struct Ruled {
    #[garde(email)]
    email: String,
    #[garde(url)]
    url: String,
    #[garde(pattern("^[a-z]+$"))]
    word: String,
    #[garde(length(graphemes, max = 1))]
    letter: String,
}

#[test]
fn they_travel_as_their_crates_write_them() -> Result<()> {
    let json = json!({
        "id": "67e55044-10b1-426f-9247-bb680e5fe0c8", "at": "2026-11-21T12:00:00Z", "seen": "2026-11-21T12:00:00Z", "due": "2026-11-21",
        "page": "https://todo.example/", "seal": [1, 2], "price": "19.90",
    });
    let order: Order = serde_json::from_value(json.clone())?;
    assert_eq!(serde_json::to_value(&order)?, json);
    Ok(())
}

#[test]
fn they_are_known_by_their_own_names() {
    assert_eq!(<uuid::Uuid as Wire>::SHAPE, Shape::named("uuid::Uuid"));
    assert_eq!(<chrono::DateTime<chrono::Utc> as Wire>::SHAPE, <chrono::DateTime<chrono::FixedOffset> as Wire>::SHAPE);
    assert_eq!(<bytes::Bytes as Wire>::SHAPE, <Vec<u8> as Wire>::SHAPE);
    let written_out = Shape::record()
        .field("price", Shape::named("rust_decimal::Decimal"))
        .field("seal", Shape::sequence(Shape::named("u8")))
        .field("page", Shape::named("url::Url"))
        .field("due", Shape::named("time::Date"))
        .field("seen", Shape::named("jiff::Timestamp"))
        .field("at", Shape::named("chrono::DateTime"))
        .field("id", Shape::named("uuid::Uuid"));
    assert_eq!(Order::SHAPE, written_out);
}

#[test]
fn a_document_describes_them() {
    let document: Value = serde_json::from_str(&OrdersSpec::openapi(1).to_string()).unwrap_or_default();
    let properties = &document["components"]["schemas"]["Order"]["properties"];
    let format = |field: &str| properties[field]["format"].as_str();
    assert_eq!([format("id"), format("at"), format("page")], [Some("uuid"), Some("date-time"), Some("uri")]);
    // It has years that RFC 3339 does not know.
    assert!(properties["seen"]["pattern"].is_string());
    assert_eq!(properties["due"]["type"], "string");
    assert!(properties["seal"].is_object());
}

#[test]
fn their_rules_are_kept() {
    let codes = |ruled: &Ruled| {
        let mut found = Vec::new();
        ruled.check(&mut Faults::root(&mut found));
        found.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    let text = |text: &str| text.to_owned();
    let kept = Ruled { email: text("a@b.example"), url: text("https://b.example/"), word: text("word"), letter: text("e\u{301}") };
    assert!(codes(&kept).is_empty());
    let broken = Ruled { email: text("a"), url: text("b"), word: text("2"), letter: text("ab") };
    assert_eq!(codes(&broken), ["email", "url", "pattern", "length"]);
}
