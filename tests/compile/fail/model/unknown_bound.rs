//! A bound is one that garde knows.
#[trifold::model]
pub struct Alarm {
    #[garde(range(mx = 23))]
    pub hour: u8,
}

fn main() {}
