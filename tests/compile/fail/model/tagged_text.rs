//! A text has no place for the tag.
#[trifold::model]
#[serde(tag = "kind")]
pub enum Block {
    Text(String),
    Rule,
}

fn main() {}
