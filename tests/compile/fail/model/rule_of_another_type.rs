//! A rule fits the type of its field.
#[trifold::model]
pub struct Alarm {
    #[garde(ascii)]
    pub hour: u8,
}

fn main() {}
