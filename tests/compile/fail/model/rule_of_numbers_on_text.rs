//! A rule about numbers has nothing to say of a text, once.
#[trifold::model]
pub struct Alarm {
    #[garde(range(min = 1))]
    pub tune: String,
}

fn main() {}
