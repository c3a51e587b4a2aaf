//! A segment is one value, and a struct is several.
#[trifold::model]
pub struct Hands {
    hour: u8,
    minute: u8,
}

#[trifold::service]
pub trait Clock {
    #[get("/at/{hands}")]
    async fn at(&self, hands: Hands) -> u64;
}

fn main() {}
