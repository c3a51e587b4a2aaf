//! Every kind of change, in both directions.
//!
//! Each case is a place in a small document, what stood there and what stands there now, and the sentence that this must give. A case holds
//! from the old to the new; its reverse is a case of its own.

use super::change::Level::{self, Breaking, Caution, Compatible};
use super::{Change, compare};
use serde_json::{Value, json};

/// One operation of each kind, with a type that a caller sends, one that it gets, one that is both, an error and a scheme.
fn document() -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let answer = |schema: Value| json!({ "description": "", "content": { "application/json": { "schema": schema } } });
    json!({
        "openapi": "3.1.0",
        "paths": {
            "/todos": {
                "get": {
                    "operationId": "list",
                    "security": [],
                    "parameters": [
                        { "in": "query", "name": "tag", "required": false, "schema": { "type": "string" } },
                        { "in": "query", "name": "limit", "required": false, "schema": { "type": "integer", "format": "uint32", "maximum": 100, "default": 20 } },
                        { "in": "query", "name": "sort", "required": true, "schema": { "type": "string", "enum": ["name", "age"] } },
                        { "in": "header", "name": "X-Trace", "required": false, "schema": { "type": "string" } },
                    ],
                    "responses": { "200": answer(json!({ "type": "array", "items": reference("Todo") })) },
                },
                "post": {
                    "operationId": "create",
                    "security": [{ "session": [] }],
                    "requestBody": { "required": true, "content": { "application/json": { "schema": reference("New") } } },
                    "responses": {
                        "201": { "description": "", "headers": { "Location": {} }, "content": { "application/json": { "schema": reference("Todo") } } },
                        "409": answer(json!({ "anyOf": [reference("Full"), reference("Taken")] })),
                    },
                },
            },
            "/todos/{id}": {
                "get": {
                    "operationId": "find",
                    "parameters": [{ "in": "path", "name": "id", "required": true, "schema": { "type": "integer", "format": "uint64" } }],
                    "responses": { "200": answer(reference("Todo")), "404": answer(reference("Full")) },
                },
            },
        },
        "components": {
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": "session" } },
            "schemas": {
                "New": {
                    "type": "object",
                    "required": ["title"],
                    "properties": {
                        "title": { "type": "string", "maxLength": 200 },
                        "due": { "type": ["integer", "null"], "format": "int32" },
                        "tags": { "type": "array", "items": { "type": "string" } },
                        "kind": reference("Kind"),
                        "when": reference("When"),
                    },
                },
                "Todo": {
                    "type": "object",
                    "required": ["id", "title"],
                    "properties": {
                        "id": { "type": "integer", "format": "int32" },
                        "title": { "type": "string", "maxLength": 200 },
                        "note": { "type": "string" },
                        "place": { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }] },
                        "state": { "oneOf": [{ "type": "string", "const": "open" }, { "type": "string", "const": "done" }] },
                        "next": { "anyOf": [reference("Todo"), { "type": "null" }] },
                        "seen": reference("When"),
                    },
                },
                "Kind": { "type": "string", "enum": ["home", "work"] },
                "When": {
                    "oneOf": [
                        { "type": "object", "required": ["at", "is"], "properties": { "is": { "const": "once" }, "at": { "type": "integer" } } },
                        { "type": "object", "required": ["is"], "properties": { "is": { "const": "never" } } },
                    ],
                },
                "Full": { "type": "object", "required": ["code"], "properties": { "code": { "const": "full" } } },
                "Taken": { "type": "object", "required": ["code"], "properties": { "code": { "const": "taken" }, "by": { "type": "string" } } },
            },
        },
    })
}

/// What a case does to a document.
enum Edit {
    Set(Value),
    Remove,
}
use Edit::{Remove, Set};

fn apply(document: &mut Value, pointer: &str, edit: Edit) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let name = name.replace("~1", "/");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer} leads nowhere"));
    match (parent, edit) {
        (Value::Object(members), Set(value)) => _ = members.insert(name, value),
        (Value::Object(members), Remove) => _ = members.remove(&name).unwrap_or_else(|| panic!("{pointer} leads nowhere")),
        (Value::Array(items), Set(value)) if name == "-" => items.push(value),
        (Value::Array(items), Set(value)) => items[name.parse::<usize>().expect("an index")] = value,
        (Value::Array(items), Remove) => _ = items.remove(name.parse::<usize>().expect("an index")),
        _ => panic!("{pointer} leads nowhere"),
    }
}

const LIST: &str = "/paths/~1todos/get";
const CREATE: &str = "/paths/~1todos/post";
const FIND: &str = "/paths/~1todos~1{id}/get";
const NEW: &str = "/components/schemas/New";
const TODO: &str = "/components/schemas/Todo";

/// Where, what was there, what is there: and what that is to a caller, with words of the sentence. `None` is: as in [`document`].
type Case = (&'static str, &'static str, Option<Edit>, Option<Edit>, Level, &'static str);

fn check(cases: Vec<Case>) {
    for (root, at, before, after, level, words) in cases {
        let pointer = format!("{root}{at}");
        let [old, new] = [before, after].map(|edit| {
            let mut document = document();
            if let Some(edit) = edit {
                apply(&mut document, &pointer, edit);
            }
            document
        });
        let changes = compare(&old, &new);
        let worst = changes.iter().min_by_key(|change| change.level);
        let found = worst.is_some_and(|worst| worst.level == level) && changes.iter().any(|change| change.to_string().contains(words));
        assert!(found, "{pointer}: wanted {level:?} with \"{words}\", got {:#?}", changes);
    }
}

fn to(value: Value) -> Option<Edit> {
    Some(Set(value))
}

const GONE: Option<Edit> = Some(Remove);
const SAME: Option<Edit> = None;

#[test]
fn a_document_breaks_nobody_who_reads_it_itself() {
    assert_eq!(compare(&document(), &document()), Vec::<Change>::new());
}

#[test]
fn operations() {
    check(vec![
        (FIND, "", SAME, GONE, Breaking, "GET /todos/{id}: is gone"),
        (FIND, "", GONE, SAME, Compatible, "GET /todos/{id}: is new"),
        ("/paths/~1todos~1{id}", "", SAME, GONE, Breaking, "is gone"),
        (FIND, "/operationId", SAME, to(json!("get")), Caution, "clients generated anew"),
        (FIND, "/deprecated", SAME, to(json!(true)), Compatible, "is deprecated"),
    ]);
}

#[test]
fn a_captures_name_is_nothing_that_a_caller_sees() {
    let mut renamed = document();
    let mut item = renamed["paths"].as_object_mut().and_then(|paths| paths.remove("/todos/{id}")).expect("a path");
    item["get"]["parameters"][0]["name"] = json!("number");
    renamed["paths"]["/todos/{number}"] = item;
    assert_eq!(compare(&document(), &renamed), Vec::<Change>::new());
}

#[test]
fn parameters() {
    check(vec![
        (LIST, "/parameters/0", SAME, GONE, Breaking, "query parameter `tag`: is no longer read"),
        (LIST, "/parameters/0", GONE, SAME, Compatible, "query parameter `tag`: is new"),
        (LIST, "/parameters/0/name", SAME, to(json!("label")), Breaking, "`tag`: is no longer read"),
        (LIST, "/parameters/2", GONE, SAME, Breaking, "`sort`: is new and required"),
        (LIST, "/parameters/2", SAME, GONE, Breaking, "`sort`: is no longer read"),
        (LIST, "/parameters/0/required", SAME, to(json!(true)), Breaking, "`tag`: is now required"),
        (LIST, "/parameters/2/required", SAME, to(json!(false)), Compatible, "`sort`: may now be left out"),
        (LIST, "/parameters/0/schema/type", SAME, to(json!("integer")), Breaking, "is `integer` instead of `string`"),
        (LIST, "/parameters/1/schema/type", SAME, to(json!("number")), Compatible, "`number` instead of `integer`"),
        (LIST, "/parameters/2/schema/enum", SAME, to(json!(["name"])), Breaking, "no longer takes \"age\""),
        (LIST, "/parameters/2/schema/enum", SAME, to(json!(["name", "age", "id"])), Compatible, "takes \"id\" too"),
        (LIST, "/parameters/0/schema/enum", SAME, to(json!(["a", "b"])), Breaking, "takes nothing but \"a\", \"b\""),
        (LIST, "/parameters/2/schema/enum", SAME, GONE, Compatible, "takes any value"),
        (LIST, "/parameters/1/schema/maximum", SAME, to(json!(50)), Breaking, "`maximum` is 50 instead of 100"),
        (LIST, "/parameters/1/schema/maximum", SAME, to(json!(500)), Compatible, "`maximum` is 500 instead of 100"),
        (LIST, "/parameters/1/schema/minimum", SAME, to(json!(1)), Breaking, "`minimum` is 1 instead of 0"),
        (LIST, "/parameters/0/schema/minLength", SAME, to(json!(3)), Breaking, "`minLength` is 3 instead of nothing"),
        (LIST, "/parameters/0/schema/pattern", SAME, to(json!("^a")), Breaking, "must match `^a`"),
        (LIST, "/parameters/0/schema/pattern", to(json!("^a")), SAME, Compatible, "need not match `^a`"),
        (LIST, "/parameters/1/schema/multipleOf", SAME, to(json!(10)), Breaking, "`multipleOf` is 10 instead of nothing"),
        (LIST, "/parameters/1/schema/multipleOf", to(json!(10)), to(json!(5)), Compatible, "`multipleOf` is 5 instead of 10"),
        (LIST, "/parameters/1/schema/format", SAME, to(json!("uint16")), Breaking, "is `uint16` instead of `uint32`"),
        (LIST, "/parameters/1/schema/format", SAME, to(json!("uint64")), Compatible, "is `uint64` instead of `uint32`"),
        (LIST, "/parameters/1/schema/default", SAME, to(json!(10)), Breaking, "means 10 where it is left out"),
        (FIND, "/parameters/0/schema/type", SAME, to(json!("string")), Breaking, "path segment `id`: is `string`"),
    ]);
}

#[test]
fn a_headers_name_is_alike_in_any_case() {
    let mut lower = document();
    apply(&mut lower, &format!("{LIST}/parameters/3/name"), Set(json!("x-trace")));
    assert_eq!(compare(&document(), &lower), Vec::<Change>::new());
}

#[test]
fn request_bodies() {
    let xml = json!({ "application/xml": { "schema": { "$ref": "#/components/schemas/New" } } });
    check(vec![
        (CREATE, "/requestBody", SAME, GONE, Breaking, "request body: is no longer read"),
        (CREATE, "/requestBody", GONE, SAME, Breaking, "request body: is new and required"),
        (CREATE, "/requestBody/required", to(json!(false)), SAME, Breaking, "request body: is now required"),
        (CREATE, "/requestBody/required", SAME, to(json!(false)), Compatible, "may now be left out"),
        (CREATE, "/requestBody/content", SAME, to(xml), Breaking, "is no longer taken as `application/json`"),
        (NEW, "/properties/tags", SAME, GONE, Breaking, "/tags: is no longer read"),
        (NEW, "/properties/tags", GONE, SAME, Compatible, "/tags: is new"),
        (NEW, "/properties/title", GONE, SAME, Breaking, "/title: is new and required"),
        (NEW, "/required", SAME, to(json!(["title", "due"])), Breaking, "/due: is now required"),
        (NEW, "/required", SAME, to(json!([])), Compatible, "/title: may now be left out"),
        (NEW, "/properties/due/type", SAME, to(json!("integer")), Breaking, "/due: may no longer be `null`"),
        (NEW, "/properties/title/type", SAME, to(json!(["string", "null"])), Compatible, "/title: may be `null`"),
        (NEW, "/properties/title/maxLength", SAME, to(json!(100)), Breaking, "`maxLength` is 100 instead of 200"),
        (NEW, "/properties/title/maxLength", SAME, GONE, Compatible, "`maxLength` is nothing instead of 200"),
        (NEW, "/properties/tags/items/type", SAME, to(json!("integer")), Breaking, "/tags/*: is `integer`"),
        (NEW, "/properties/tags/maxItems", SAME, to(json!(5)), Breaking, "/tags: `maxItems` is 5"),
        (NEW, "/properties/tags/uniqueItems", SAME, to(json!(true)), Breaking, "`uniqueItems` holds"),
        (NEW, "/properties/due/format", SAME, to(json!("int64")), Compatible, "is `int64` instead of `int32`"),
        (NEW, "/properties/due/format", SAME, to(json!("int16")), Breaking, "is `int16` instead of `int32`"),
        (NEW, "/additionalProperties", SAME, to(json!(false)), Breaking, "takes no further members"),
        ("/components/schemas/Kind", "/enum", SAME, to(json!(["home"])), Breaking, "/kind: no longer takes \"work\""),
        ("/components/schemas/Kind", "/enum", SAME, to(json!(["home", "work", "play"])), Compatible, "takes \"play\" too"),
    ]);
}

#[test]
fn answers() {
    check(vec![
        (FIND, "/responses/200", SAME, GONE, Breaking, "answer 200: is no longer given"),
        (FIND, "/responses/404", SAME, GONE, Compatible, "answer 404: is no longer given"),
        (FIND, "/responses/404", GONE, SAME, Compatible, "answer 404: is new"),
        (CREATE, "/responses/201/headers", SAME, GONE, Breaking, "header `Location`: is gone"),
        (CREATE, "/responses/201/content", SAME, GONE, Breaking, "is no longer given as `application/json`"),
        (TODO, "/properties/note", SAME, GONE, Breaking, "/note: is gone; a caller that reads it finds nothing"),
        (TODO, "/properties/note", GONE, SAME, Compatible, "/note: is new"),
        (TODO, "/required", SAME, to(json!(["id"])), Breaking, "/title: may now be absent"),
        (TODO, "/required", SAME, to(json!(["id", "title", "note"])), Compatible, "/note: is always there"),
        (TODO, "/properties/title/type", SAME, to(json!("integer")), Breaking, "/title: is `integer` instead of `string`"),
        (TODO, "/properties/title/type", SAME, to(json!(["string", "null"])), Breaking, "/title: may now be `null`"),
        (TODO, "/properties/title/type", to(json!(["string", "null"])), SAME, Compatible, "/title: is never `null`"),
        (TODO, "/properties/id/format", SAME, to(json!("int64")), Breaking, "/id: is `int64` instead of `int32`"),
        (TODO, "/properties/id/format", SAME, to(json!("int16")), Compatible, "/id: is `int16` instead of `int32`"),
        (TODO, "/properties/id/type", SAME, to(json!("number")), Breaking, "/id: is `number` instead of `integer`"),
        (TODO, "/properties/title/maxLength", SAME, to(json!(500)), Caution, "`maxLength` is 500 instead of 200"),
        (TODO, "/properties/title/maxLength", SAME, to(json!(100)), Compatible, "`maxLength` is 100 instead of 200"),
        (TODO, "/properties/place/prefixItems/1", SAME, GONE, Breaking, "/place: has 1 places instead of 2"),
        (TODO, "/properties/state/oneOf/1", SAME, GONE, Breaking, "is"),
        (TODO, "/properties/state/oneOf/-", SAME, to(json!({ "type": "string", "const": "late" })), Caution, "/state: may be \"late\""),
        (TODO, "/properties/state", SAME, to(json!({ "type": "string" })), Breaking, "/state: may be more than \"open\", \"done\""),
        (TODO, "/properties/next", SAME, to(json!({ "$ref": "#/components/schemas/Todo" })), Compatible, "/next: is never `null`"),
    ]);
}

#[test]
fn variants() {
    let weekly = || json!({ "type": "object", "required": ["is"], "properties": { "is": { "const": "weekly" } } });
    let when = "/components/schemas/When";
    check(vec![
        (when, "/oneOf/1", SAME, GONE, Breaking, "may no longer be `is` = \"never\""),
        (when, "/oneOf/-", SAME, to(weekly()), Caution, "/seen: may be `is` = \"weekly\""),
        (when, "/oneOf/0/required", SAME, to(json!(["is"])), Breaking, "/at: may now be absent"),
        (when, "/oneOf/0/properties/at/type", SAME, to(json!("string")), Breaking, "(`is` = \"once\")/at: is `string`"),
        (when, "/oneOf/0/properties/is/const", SAME, to(json!("then")), Breaking, "`is` = \"once\""),
    ]);
}

#[test]
fn errors() {
    let only = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let place = "/responses/409/content/application~1json/schema";
    check(vec![
        (CREATE, place, SAME, to(only("Full")), Compatible, "is never `code` = \"taken\" any more"),
        (CREATE, place, to(only("Full")), SAME, Compatible, "may be `code` = \"taken\""),
        (CREATE, place, to(only("Full")), to(only("Taken")), Breaking, "\"full\""),
        ("/components/schemas/Taken", "/properties/by", SAME, GONE, Breaking, "/by: is gone"),
    ]);
}

#[test]
fn security() {
    let scoped = json!([{ "session": ["write"] }]);
    let either = json!([{ "session": [] }, { "key": [] }]);
    check(vec![
        (LIST, "/security", SAME, to(json!([{ "session": [] }])), Breaking, "GET /todos: is no longer open to everyone"),
        (CREATE, "/security", SAME, to(json!([])), Compatible, "is open to everyone"),
        (CREATE, "/security", SAME, to(either), Compatible, "is open by `key`"),
        (CREATE, "/security", SAME, to(json!([{ "key": [] }])), Breaking, "is no longer open by `session`"),
        (CREATE, "/security", SAME, to(json!([{ "session": [], "key": [] }])), Breaking, "is no longer open by `session`"),
        (CREATE, "/security", SAME, to(scoped), Breaking, "is no longer open by `session`"),
        ("/components/securitySchemes/session", "/in", SAME, to(json!("header")), Breaking, "takes `session` in another way"),
        ("/components/securitySchemes/session", "/name", SAME, to(json!("sid")), Breaking, "takes `session` in another way"),
    ]);
}

/// What one writes as `#[security(..)]`, added, taken away and loosened.
#[test]
fn alternatives_and_what_is_optional() {
    let [session, key] = [json!({ "session": [] }), json!({ "key": [] })];
    let ways = |ways: &[&Value]| to(ways.iter().map(|way| (*way).clone()).collect());
    let (one, either, both) = (ways(&[&session]), ways(&[&session, &key]), to(json!([{ "session": [], "key": [] }])));
    let everyone = json!({});
    check(vec![
        (FIND, "/security", SAME, one, Breaking, "GET /todos/{id}: is no longer open to everyone; such a caller gets 401 or 403"),
        (FIND, "/security", ways(&[&session]), SAME, Compatible, "is open to everyone"),
        (FIND, "/security", ways(&[&session, &everyone]), ways(&[&session]), Breaking, "is no longer open to everyone"),
        (FIND, "/security", ways(&[&session]), ways(&[&session, &everyone]), Compatible, "is open to everyone"),
        (FIND, "/security", either, ways(&[&session]), Breaking, "is no longer open by `key`; such a caller gets 401 or 403"),
        (FIND, "/security", ways(&[&session]), ways(&[&session, &key]), Compatible, "is open by `key`"),
        (FIND, "/security", ways(&[&session]), both, Breaking, "is no longer open by `session`"),
        (FIND, "/security", to(json!([{ "session": [], "key": [] }])), ways(&[&session]), Compatible, "is open by `session`"),
        (
            FIND,
            "/security",
            to(json!([{ "session": ["read", "write"] }])),
            to(json!([{ "session": ["read"] }])),
            Compatible,
            "is open by `session`",
        ),
        (FIND, "/security", to(json!([{ "session": ["read"] }])), to(json!([{ "session": ["read", "write"] }])), Breaking, "by `session`"),
    ]);
}

#[test]
fn who_may_stay_a_stranger_is_not_turned_away() {
    let mut told = document();
    apply(&mut told, &format!("{FIND}/security"), Set(json!([{ "session": [] }, {}])));
    assert_eq!(compare(&document(), &told), Vec::<Change>::new());
}

/// Documents name schemes as they like.
#[test]
fn a_scheme_under_another_name_is_the_same() {
    let named = |name: &str, what: Value| {
        let mut document = document();
        apply(&mut document, "/components/securitySchemes", Set(json!({ name: what })));
        apply(&mut document, &format!("{CREATE}/security"), Set(json!([{ name: [] }])));
        document
    };
    let bearer = || json!({ "type": "http", "scheme": "bearer" });
    let jwt = json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "From `login`." });
    assert_eq!(compare(&named("bearer", bearer()), &named("bearer-JWT", jwt)), Vec::<Change>::new());
    let cookie = json!({ "type": "apiKey", "in": "cookie", "name": "bearer" });
    let changes = compare(&named("bearer", bearer()), &named("cookie-bearer", cookie));
    assert_eq!(changes.first().map(|change| change.level), Some(Breaking), "{changes:?}");
}

#[test]
fn what_a_stream_gives_is_looked_at() {
    let of = |kind: &str| {
        let value = json!({ "type": "object", "required": ["number"], "properties": { "number": { "type": kind } } });
        let data = json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": value });
        let event = json!({ "type": "object", "required": ["data"], "properties": { "data": data } });
        let content = json!({ "text/event-stream": { "schema": { "type": "array", "items": event } } });
        let mut document = document();
        document["paths"]["/changes"] =
            json!({ "get": { "operationId": "changes", "responses": { "200": { "description": "", "content": content } } } });
        document
    };
    assert!(compare(&of("integer"), &of("integer")).is_empty());
    let changes = compare(&of("integer"), &of("string"));
    assert!(changes.iter().any(|change| change.level == Breaking), "{changes:?}");
}
