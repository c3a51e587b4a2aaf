//! One error, however many fields there are.
#[trifold::model]
#[serde(rename_all(serialize = "camelCase"))]
pub struct Person {
    pub first_name: String,
    pub last_name: String,
}

fn main() {}
