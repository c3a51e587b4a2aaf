//! Data travels, code does not.
#[trifold::model]
pub fn hands() {}

fn main() {}
