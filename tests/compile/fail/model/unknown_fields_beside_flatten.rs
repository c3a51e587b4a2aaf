//! serde cannot tell what is unknown here.
#[trifold::model]
pub struct Other {
    pub one: String,
}

#[trifold::model]
#[serde(tag = "msg", deny_unknown_fields)]
pub enum Message {
    A {
        #[serde(flatten)]
        a: Other,
    },
}

fn main() {}
