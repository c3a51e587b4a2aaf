//! A casing is one that serde knows.
#[trifold::model]
#[serde(rename_all = "snail_case")]
pub struct Alarm {
    pub hour: u8,
}

fn main() {}
