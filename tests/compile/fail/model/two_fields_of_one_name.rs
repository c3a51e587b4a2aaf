//! serde would write both, and refuse what it wrote.
#[trifold::model]
pub struct Note {
    #[serde(rename = "text")]
    pub body: String,
    pub text: String,
}

fn main() {}
