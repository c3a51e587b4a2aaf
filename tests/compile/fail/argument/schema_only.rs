//! A schema alone carries nothing.
#[derive(schemars::JsonSchema)]
pub struct Hands {
    pub hours: u8,
}

#[trifold::service]
pub trait Clock {
    #[put("/hands")]
    async fn set(&self, #[body] hands: Hands) -> u64;
}

fn main() {}
