//! garde knows the items of lists.
use std::collections::BTreeMap;

#[trifold::model]
pub struct Names {
    #[garde(inner(ascii))]
    pub by_id: BTreeMap<u8, String>,
}

fn main() {}
