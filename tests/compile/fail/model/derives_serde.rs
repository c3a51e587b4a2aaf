//! What `#[model]` brings is not derived once more.
#[trifold::model]
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Moment {
    pub hour: u8,
}

fn main() {}
