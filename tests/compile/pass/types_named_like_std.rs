//! A user's `Result`, `Option`, `String` and `Vec` are the user's own.
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
pub struct Ok;

#[model]
pub struct Box {
    pub held: std::option::Option<String>,
}

#[service]
pub trait Game {
    #[post("/scores/{id}")]
    async fn play(&self, id: u8, name: String, choice: Option, aim: Vec) -> Result;

    #[get("/boxes")]
    async fn held(&self, from: Some) -> Box;

    async fn leave(&self) -> Ok;
}

struct Arcade;

impl Game for Arcade {
    async fn play(&self, _: u8, _: String, _: Option, _: Vec) -> Result {
        Result { score: 3 }
    }

    async fn held(&self, _: Some) -> Box {
        Box { held: None }
    }

    async fn leave(&self) -> Ok {
        Ok
    }
}

#[test]
fn compiles() {
    let _ = GameServer::new(Arcade).into_router();
}
