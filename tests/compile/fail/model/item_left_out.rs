//! The second would be read as the first.
#[trifold::model]
pub struct Pair(#[serde(skip_serializing_if = "Option::is_none")] pub Option<u8>, pub u8);

fn main() {}
