//! Schemas that generators and linters stumbled over, in both renditions of a document.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use trifold::server::{ApiDocument, Server};
use trifold::{Upload, model, service};

#[model]
#[derive(Debug, Clone)]
struct Shown {
    pair: (u8, String),
    alike: (u8, u8),
    any: Value,
    maybe: Option<u8>,
    circle: Option<Circle>,
    shape: Option<Shape>,
    level: Option<Level>,
}

#[model]
#[derive(Debug, Clone)]
struct Circle {
    radius: f64,
}

#[model]
#[derive(Debug, Clone)]
#[serde(tag = "kind")]
enum Shape {
    Circle(Circle),
    Square { side: f64 },
}

/// A level.
#[model]
#[derive(Debug, Clone, Copy)]
enum Level {
    Low,
    High,
}

#[service]
trait Rendered {
    #[get("/shown")]
    async fn shown(&self) -> Shown;

    #[post("/files")]
    async fn send(&self, zone: u8, about: Option<String>, album: Upload, title: String) -> u8;
}

struct Painter;

impl Rendered for Painter {
    async fn shown(&self) -> Shown {
        let circle = Circle { radius: 1.0 };
        let shape = Some(Shape::Circle(circle.clone()));
        Shown {
            pair: (1, String::new()),
            alike: (1, 2),
            any: Value::Null,
            maybe: None,
            circle: Some(circle),
            shape,
            level: Some(Level::Low),
        }
    }

    async fn send(&self, _: u8, _: Option<String>, _: Upload, _: String) -> u8 {
        1
    }
}

fn published() -> Result<ApiDocument> {
    Server::new().add_service(RenderedServer::new(Painter)).documents()?.into_iter().next().context("one version")
}

fn property<'a>(document: &'a Value, name: &str) -> &'a Value {
    &document["components"]["schemas"]["Shown"]["properties"][name]
}

const BYTE: &str = "uint8";

fn byte() -> Value {
    json!({ "type": "integer", "format": BYTE, "minimum": 0, "maximum": 255 })
}

#[test]
fn a_tuple_has_items_beside_its_places() -> Result<()> {
    let ApiDocument { document, older, .. } = published()?;
    let places = [byte(), json!({ "type": "string" })];
    let pair = json!({ "type": "array", "prefixItems": places, "items": { "anyOf": places }, "minItems": 2, "maxItems": 2 });
    assert_eq!(property(&document, "pair"), &pair);
    assert_eq!(property(&older, "pair"), &json!({ "type": "array", "items": { "anyOf": places }, "minItems": 2, "maxItems": 2 }));
    for document in [document, older] {
        assert_eq!(property(&document, "alike"), &json!({ "type": "array", "items": byte(), "minItems": 2, "maxItems": 2 }));
    }
    Ok(())
}

#[test]
fn a_tagged_variant_around_a_model_is_all_of_both() -> Result<()> {
    let ApiDocument { document, older, .. } = published()?;
    for (document, tag) in
        [(document, json!({ "type": "string", "const": "Circle" })), (older, json!({ "type": "string", "enum": ["Circle"] }))]
    {
        let tagged = json!({ "type": "object", "properties": { "kind": tag }, "required": ["kind"] });
        let circle = &document["components"]["schemas"]["Shape"]["oneOf"][0];
        assert_eq!(circle, &json!({ "allOf": [{ "$ref": "#/components/schemas/Circle" }, tagged] }));
    }
    Ok(())
}

#[test]
fn null_is_said_in_the_words_of_each_version() -> Result<()> {
    let ApiDocument { document, older, .. } = published()?;
    let circle = json!({ "$ref": "#/components/schemas/Circle" });
    assert_eq!(property(&document, "circle"), &json!({ "anyOf": [circle, { "type": "null" }] }));
    assert_eq!(property(&older, "circle"), &json!({ "type": "object", "nullable": true, "allOf": [circle] }));
    assert_eq!(property(&document, "maybe")["type"], json!(["integer", "null"]));
    assert_eq!((&property(&older, "maybe")["type"], &property(&older, "maybe")["nullable"]), (&json!("integer"), &json!(true)));
    let shape = json!({ "$ref": "#/components/schemas/Shape" });
    assert_eq!(property(&older, "shape"), &json!({ "anyOf": [shape, { "enum": [null] }] }), "a choice has no type");
    assert_eq!(document.to_string().matches("nullable").count(), 0);
    let mut lonely = Vec::new();
    nullable_alone(&older, &mut lonely);
    assert_eq!(lonely, [""; 0], "`nullable` counts beside `type` only");
    Ok(())
}

/// The schemas that have `nullable` and no `type`.
fn nullable_alone(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if members.get("nullable") == Some(&true.into()) && !members.contains_key("type") {
                found.push(value.to_string());
            }
            members.values().for_each(|member| nullable_alone(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| nullable_alone(item, found)),
        _ => {}
    }
}

#[test]
fn any_value_is_the_empty_schema() -> Result<()> {
    let ApiDocument { document, older, .. } = published()?;
    assert_eq!([property(&document, "any"), property(&older, "any")], [&json!({}), &json!({})]);
    Ok(())
}

/// A caller who sends the parts in the order of the properties, as the page of documents does, is understood.
#[test]
fn the_parts_of_a_form_stand_in_the_order_in_which_they_must_come() -> Result<()> {
    let ApiDocument { document, older, .. } = published()?;
    for document in [document, older] {
        let body = &document["paths"]["/api/v1/files"]["post"]["requestBody"];
        let schema = &body["content"]["multipart/form-data"]["schema"];
        let names: Vec<_> = schema["properties"].as_object().context("properties")?.keys().collect();
        assert_eq!(names, ["zone", "about", "title", "album"], "declared order, and the file last");
        let text = schema.to_string();
        let places: Vec<_> = names.iter().filter_map(|name| text.find(&format!("\"{name}\":"))).collect();
        assert!(places.len() == 4 && places.is_sorted(), "{text}");
        assert_eq!(schema["required"], json!(["zone", "title", "album"]));
        let said = "The parts come in this order: `zone`, `about`, `title`, and the file `album` last. What follows the file is not read.";
        assert_eq!(body["description"], said);
    }
    Ok(())
}

#[model]
#[derive(Debug, Clone)]
struct Person {
    name: String,
    mother: Option<Box<Person>>,
    father: Option<Box<Person>>,
    spouse: Option<Box<Person>>,
    heir: Option<Box<Person>>,
    friend: Option<Box<Person>>,
}

#[service]
trait People {
    #[form]
    #[post("/people")]
    async fn add(&self, person: Person);
}

#[test]
fn a_type_within_itself_is_described_once_in_a_form() {
    let document = PeopleSpec::openapi(1);
    let form = &document["paths"]["/api/v1/people"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
    let names = |keyword: &str| form[keyword].as_object().map(|members| members.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    assert_eq!(names("properties"), ["name"], "{form}");
    let patterns = ["mother", "father", "spouse", "heir", "friend"].map(|name| format!(r"^{name}(\[[0-9]{{0,3}}\]|\.[^.\[\]]+){{1,9}}$"));
    assert_eq!(names("patternProperties"), patterns);
}
