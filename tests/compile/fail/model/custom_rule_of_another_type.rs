//! A rule of one's own takes the type of its field.
fn is_small(number: &u8, _: &()) -> Result<(), String> {
    if *number < 9 { Ok(()) } else { Err("is too large".to_owned()) }
}

#[trifold::model]
pub struct NewTodo {
    #[garde(custom(is_small))]
    pub title: String,
}

fn main() {}
