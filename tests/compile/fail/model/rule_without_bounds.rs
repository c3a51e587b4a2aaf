//! A rule that bounds has a bound.
#[trifold::model]
pub struct Alarm {
    #[garde(range())]
    pub hour: u8,
}

fn main() {}
