//! A header is a value or a list of them, and a struct has fields.
#[trifold::model]
pub struct Hands {
    hour: u8,
    minute: u8,
}

#[trifold::service]
pub trait Clock {
    #[get("/late")]
    async fn late(&self, #[header("clock-hands")] hands: Vec<Hands>) -> u64;
}

fn main() {}
