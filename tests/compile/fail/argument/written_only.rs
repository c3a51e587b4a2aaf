//! What travels is written and read.
#[derive(serde::Serialize)]
pub struct Hands {
    pub hour: u8,
}

#[trifold::service]
pub trait Clock {
    async fn set(&self, hands: Hands) -> u64;
}

fn main() {}
