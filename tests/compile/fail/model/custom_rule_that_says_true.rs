//! A rule of one's own says what is wrong.
fn is_not_blank(title: &str, _: &()) -> bool {
    !title.trim().is_empty()
}

#[trifold::model]
pub struct NewTodo {
    #[garde(custom(is_not_blank))]
    pub title: String,
}

fn main() {}
