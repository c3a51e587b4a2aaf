//! Secrets: in no debug output, known by their paths, and marked in the document.

use serde_json::json;
use std::collections::BTreeMap;
use trifold::form::{Form, Kind};
use trifold::{ApiError, model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Card {
    owner: String,
    #[sensitive]
    #[serde(alias = "pan")]
    number: String,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Login {
    name: String,
    #[sensitive(password)]
    pass_word: String,
    cards: Vec<Card>,
    #[serde(default)]
    by_name: BTreeMap<String, Card>,
    #[serde(flatten)]
    more: More,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct More {
    #[cfg_attr(all(), sensitive)]
    pin: Option<u16>,
}

#[model]
#[derive(Clone, Debug, PartialEq)]
enum Proof {
    Token(#[sensitive] String),
    Pair {
        left: u8,
        #[sensitive]
        right: u8,
    },
    Nothing,
}

#[derive(PartialEq, thiserror::Error, ApiError)]
enum LoginError {
    #[error("the password is wrong")]
    #[status(401)]
    Wrong {
        name: String,
        #[sensitive]
        password: String,
    },
    #[error("the vault is closed")]
    #[status(500)]
    Closed(
        #[internal]
        #[sensitive]
        String,
    ),
}

#[service(version = 1)]
trait Gate {
    /// Lets somebody in.
    #[post("/login")]
    async fn login(&self, login: Login) -> Result<(), LoginError>;

    /// Sees a proof.
    async fn prove(&self, proof: Proof, #[sensitive(password)] code: String) -> Result<(), LoginError>;

    /// Looks a code up.
    #[get("/codes")]
    async fn code(&self, #[sensitive] code: String, page: u8) -> Result<(), LoginError>;
}

fn login() -> Login {
    let card = Card { owner: "Ann".to_owned(), number: "4711".to_owned() };
    Login {
        name: "ann".to_owned(),
        pass_word: "4711".to_owned(),
        cards: vec![card],
        by_name: BTreeMap::new(),
        more: More { pin: Some(4711) },
    }
}

#[test]
fn no_debug_output_shows_a_secret() {
    let shown = format!("{:?}", login());
    assert_eq!(
        shown,
        "Login { name: \"ann\", pass_word: <sensitive>, cards: [Card { owner: \"Ann\", number: <sensitive> }], by_name: {}, more: More { pin: <sensitive> } }"
    );
    let proofs = [Proof::Token("4711".to_owned()), Proof::Pair { left: 1, right: 47 }, Proof::Nothing];
    assert_eq!(format!("{proofs:?}"), "[Token(<sensitive>), Pair { left: 1, right: <sensitive> }, Nothing]");
    let errors = [LoginError::Wrong { name: "ann".to_owned(), password: "4711".to_owned() }, LoginError::Closed("4711".to_owned())];
    assert_eq!(format!("{errors:?}"), "[Wrong { name: \"ann\", password: <sensitive> }, Closed(<sensitive>)]");
}

#[test]
fn a_method_knows_its_secrets_by_their_paths() {
    let (login, prove) = (GateSpec::LOGIN, GateSpec::PROVE);
    let secrets: &[&[&str]] = &[
        &["login", "passWord"],
        &["passWord"],
        &["login", "passWord", "x"],
        &["cards", "0", "number"],
        &["cards", "0", "pan"],
        &["byName", "mine", "number"],
        &["pin"],
    ];
    for path in secrets {
        assert!(login.is_sensitive(path), "{path:?}");
    }
    for path in [&["login"] as &[&str], &["name"], &["cards"], &["cards", "0", "owner"], &["number"], &["pass_word"], &[]] {
        assert!(!login.is_sensitive(path), "{path:?}");
    }
    for path in [&["code"] as &[&str], &["code", "x"], &["proof", "Token"], &["proof", "Pair", "right"]] {
        assert!(prove.is_sensitive(path), "{path:?}");
    }
    for path in [&["proof", "Pair", "left"] as &[&str], &["proof", "Nothing"], &["Token"]] {
        assert!(!prove.is_sensitive(path), "{path:?}");
    }
}

/// A code, a note, the number of a card: whoever types one may see it.
#[test]
fn a_secret_of_a_form_is_no_password_unless_it_is_one() {
    let kind = |method: &'static trifold::MethodSpec, name: &str| {
        let field = Form::of(method).field(name);
        (field.kind, field.is_secret, field.is_written)
    };
    assert_eq!(kind(GateSpec::LOGIN, "login.passWord"), (Kind::Password, true, false));
    assert_eq!(kind(GateSpec::LOGIN, "login.pin"), (Kind::Number, true, false));
    assert_eq!(kind(GateSpec::LOGIN, "login.cards[0].number"), (Kind::Text, true, false));
    assert_eq!(kind(GateSpec::LOGIN, "login.name"), (Kind::Text, false, true));
    assert_eq!(kind(GateSpec::PROVE, "code"), (Kind::Password, true, false));
    assert_eq!(kind(GateSpec::CODE, "code"), (Kind::Text, true, false));
}

#[test]
fn the_document_marks_secrets() {
    let document = GateSpec::openapi(1);
    let schema = |pointer: &str| document.pointer(pointer).cloned().unwrap_or_default();
    let text = json!({ "type": "string", "writeOnly": true });
    let password = json!({ "type": "string", "format": "password", "writeOnly": true });
    assert_eq!(schema("/components/schemas/Login/properties/passWord"), password);
    assert_eq!(schema("/components/schemas/Card/properties/number"), text);
    assert_eq!(schema("/components/schemas/Card/properties/owner"), json!({ "type": "string" }));
    assert_eq!(schema("/components/schemas/Login/properties/pin/writeOnly"), json!(true));
    assert_eq!(schema("/paths/~1api~1v1~1codes/get/parameters/0/schema"), text);
    assert_eq!(schema("/paths/~1api~1v1~1codes/get/parameters/1/schema/writeOnly"), json!(null));
    let given = SafeSpec::openapi(1);
    let code = |name: &str| given["components"]["schemas"][name]["properties"]["code"].clone();
    assert_eq!((code("Opened"), code("OpenedInput")), (json!({ "type": "string", "format": "password" }), password));
}

/// A secret that goes both ways.
#[model]
struct Opened {
    #[sensitive(password)]
    code: String,
}

#[service]
trait Safe {
    #[post("/safe")]
    async fn open(&self, #[body] opened: Opened) -> Opened;
}
