//! A user's `Result`, `Option`, `String` and `Vec` are the user's own, and so are types, traits and macros of other names that a prelude has.
use trifold::{model, service};

#[model]
pub struct String {
    pub text: std::string::String,
}

#[model]
pub struct Option {
    pub chosen: bool,
}

#[model]
pub struct Vec {
    pub x: f32,
}

#[model]
pub struct Result {
    pub score: u8,
}

#[model]
pub struct Some(pub u8);

#[model]
pub struct None;

#[model]
pub struct Ok;

/// What may be absent is `Some` or `None` to a macro, and these are types here.
#[model]
pub struct Chosen {
    #[serde(default, skip_serializing_if = "std::option::Option::is_none")]
    pub first: std::option::Option<Some>,
    pub not: std::vec::Vec<None>,
    #[serde(default)]
    pub left: u8,
}

#[model]
pub struct Err(pub std::option::Option<Some>);

#[model]
pub struct Future {
    pub years: u8,
}

#[model]
#[derive(Debug)]
pub struct Box {
    #[garde(length(chars, min = 1), inner(length(max = 9)))]
    pub held: std::option::Option<std::string::String>,
    #[garde(range(min = 1))]
    pub weight: u8,
    #[sensitive]
    pub key: std::string::String,
}

pub trait Default {}
pub trait Clone {
    fn clone(&self) {}
}
pub trait Debug {
    fn fmt(&self) {}
}
impl<T: ?core::marker::Sized> Clone for T {}
impl<T: ?core::marker::Sized> Debug for T {}
pub trait Send {}
pub trait Sync {}
pub trait Sized {}
pub struct Cow;

macro_rules! of_mine {
    ($($name:ident)*) => { $(#[allow(unused_macros)] macro_rules! $name { () => { nothing of std } })* };
}

of_mine!(assert concat env matches module_path option_env panic);

#[model]
pub struct Secret {
    #[sensitive]
    pub word: std::string::String,
}

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Error {
    #[error("lost {0}")]
    #[status(404)]
    Lost(u8),
    #[error("cheated")]
    #[status(403)]
    Cheated {
        #[internal]
        how: std::option::Option<std::string::String>,
    },
}

#[service]
pub trait Game {
    #[post("/scores/{id}")]
    async fn play(&self, id: u8, name: String, choice: Option, aim: Vec) -> Result;

    #[get("/boxes")]
    async fn held(&self, from: Some) -> Box;

    #[get("/futures")]
    async fn future(&self) -> std::result::Result<Future, Error>;

    #[get("/chosen")]
    async fn chosen(&self) -> Chosen;

    async fn leave(&self, error: Err, none: None) -> Ok {
        let _ = (error, none);
        Ok
    }
}

struct Arcade;

impl Game for Arcade {
    async fn play(&self, _: u8, _: String, _: Option, _: Vec) -> Result {
        Result { score: 3 }
    }

    async fn held(&self, _: Some) -> Box {
        Box { held: std::option::Option::None, weight: 1, key: std::string::String::new() }
    }

    async fn future(&self) -> std::result::Result<Future, Error> {
        std::result::Result::Err(Error::Lost(1))
    }

    async fn chosen(&self) -> Chosen {
        Chosen { first: std::option::Option::None, not: std::vec::Vec::new(), left: 3 }
    }
}

#[test]
fn compiles() {
    let _ = GameServer::new(Arcade).into_router();
}

#[test]
fn are_themselves_in_a_document() {
    let chosen = &GameSpec::openapi(1)["components"]["schemas"]["Chosen"]["properties"];
    assert_eq!(chosen["first"]["anyOf"][0]["$ref"], "#/components/schemas/Some");
    assert_eq!(chosen["not"]["items"]["$ref"], "#/components/schemas/None");
    assert_eq!(chosen["left"]["type"], "integer");
}
