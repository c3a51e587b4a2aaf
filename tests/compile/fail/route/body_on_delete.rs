//! DELETE has no body.
#[trifold::service]
pub trait Clock {
    #[delete("/alarms")]
    async fn silence(&self, #[body] hours: Vec<u8>) -> u64;
}

fn main() {}
