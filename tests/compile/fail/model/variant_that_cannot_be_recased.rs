//! serde's derive would panic.
#[trifold::model]
#[serde(rename_all = "camelCase")]
pub enum Mood {
    Ärger,
    Joy,
}

fn main() {}
