//! A model is part of a document, and so is what it holds.
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Hands {
    pub hours: u8,
}

#[trifold::model]
pub struct Face {
    hands: Hands,
}

fn main() {}
