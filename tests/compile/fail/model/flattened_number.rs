//! serde would refuse each value when it is written.
#[trifold::model]
pub struct Note {
    pub text: String,
    #[serde(flatten)]
    pub likes: u8,
}

fn main() {}
