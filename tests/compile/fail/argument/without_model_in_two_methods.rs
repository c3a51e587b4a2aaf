//! A type that does not travel is reported once, however often it is used.
pub struct Hands {
    pub hour: u8,
}

#[trifold::service]
pub trait Clock {
    #[post("/hands")]
    async fn set(&self, hands: Hands) -> u64;

    #[put("/hands")]
    async fn reset(&self, hands: Hands, hour: u8) -> u64;
}

fn main() {}
