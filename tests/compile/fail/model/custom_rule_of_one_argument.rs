//! A rule of one's own takes the value and `&()`.
fn not_blank(title: &str) -> Result<(), String> {
    if title.trim().is_empty() { Err("is blank".to_owned()) } else { Ok(()) }
}

#[trifold::model]
pub struct NewTodo {
    #[garde(custom(not_blank))]
    pub title: String,
}

fn main() {}
