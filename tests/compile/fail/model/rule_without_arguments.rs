//! A rule that compares says with what.
#[trifold::model]
pub struct Alarm {
    #[garde(length)]
    pub tune: String,
}

fn main() {}
