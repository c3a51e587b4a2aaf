//! Only a trait is folded.
#[trifold::service]
pub struct Clock {
    pub hour: u8,
}

fn main() {}
