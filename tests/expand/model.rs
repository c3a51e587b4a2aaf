//! What travels.

#[trifold::model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// Who is on it.
    #[garde(length(chars, min = 1, max = 200))]
    pub full_name: String,
    #[garde(range(max = 150))]
    pub age: Option<u8>,
    #[serde(default)]
    #[garde(length(max = 3), inner(length(chars, min = 1)))]
    pub tags: Vec<String>,
    pub color: Color,
    #[serde(skip)]
    pub seen: bool,
}

#[trifold::model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Color {
    Plain,
    Mixed { red: u8, green: u8, blue: u8 },
}

#[trifold::model]
#[derive(Debug, Clone, PartialEq)]
pub struct Both<A, B>(pub A, pub B);

#[trifold::model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    pub posted_at: u64,
    #[serde(default, alias = "body")]
    pub text: String,
    pub took: std::time::Duration,
}
