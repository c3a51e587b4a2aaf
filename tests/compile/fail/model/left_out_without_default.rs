//! An empty list would be left out, and missing to whoever reads.
#[trifold::model]
pub struct Note {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    pub likes: u8,
}

fn main() {}
