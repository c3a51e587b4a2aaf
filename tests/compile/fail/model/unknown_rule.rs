//! A rule is one of garde's.
#[trifold::model]
pub struct Alarm {
    #[garde(lenght(min = 1))]
    pub tune: String,
}

fn main() {}
