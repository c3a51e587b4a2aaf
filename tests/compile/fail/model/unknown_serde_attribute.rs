//! serde's own mistakes are told by serde, once.
#[trifold::model]
pub struct Alarm {
    #[serde(renam = "hour")]
    pub at: u8,
}

fn main() {}
