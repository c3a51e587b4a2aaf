//! A key of `#[model]` is one of ours.
#[trifold::model(crat = "::trifold")]
pub struct Hands {
    pub hour: u8,
}

fn main() {}
