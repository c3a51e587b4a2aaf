//! A union does not say which of its fields is alive.
#[trifold::model]
pub union Hands {
    pub hour: u8,
    pub minute: u8,
}

fn main() {}
