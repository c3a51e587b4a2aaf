//! What a route takes is in its document.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Hands {
    pub hour: u8,
}

#[trifold::service]
pub trait Clock {
    #[post("/hands")]
    async fn set(&self, hands: Hands) -> u64;
}

fn main() {}
