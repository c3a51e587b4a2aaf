//! What stands beside the whole body has a place of its own.
#[trifold::service]
pub trait Clock {
    #[post("/alarms")]
    async fn wake(&self, #[body] hours: Vec<u8>, tune: u8) -> u64;
}

fn main() {}
