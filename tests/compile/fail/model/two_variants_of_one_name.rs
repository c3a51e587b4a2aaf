//! serde would read only the first.
#[trifold::model]
pub enum Color {
    #[serde(alias = "Green")]
    Olive,
    Green,
}

fn main() {}
