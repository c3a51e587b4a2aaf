//! What travels is data that both sides can write and read.
pub struct Hands {
    pub hour: u8,
}

#[trifold::service]
pub trait Clock {
    #[post("/hands")]
    async fn set(&self, hands: Hands) -> u64;
}

fn main() {}
