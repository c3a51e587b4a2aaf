//! What is read from a message is nobody else's.
#[trifold::model]
pub struct Zone {
    pub name: Option<&'static str>,
}

fn main() {}
