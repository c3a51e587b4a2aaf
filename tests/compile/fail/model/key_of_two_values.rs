//! serde would refuse each value when it is written.
use std::collections::HashMap;

#[trifold::model]
pub struct Board {
    pub fields: HashMap<(u8, u8), String>,
}

fn main() {}
