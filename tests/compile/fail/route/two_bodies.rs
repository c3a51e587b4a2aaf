//! A request has one body.
#[trifold::service]
pub trait Clock {
    #[post("/alarms")]
    async fn wake(&self, #[body] hours: Vec<u8>, #[body] tunes: Vec<u8>) -> u64;
}

fn main() {}
