//! An error has a message.
#[derive(Debug, trifold::ApiError)]
pub enum Late {
    #[status(409)]
    TooLate,
}

fn main() {}
