//! Calls run at the same time, so none has the service to itself.
#[trifold::service]
pub trait Clock {
    async fn set(&mut self, hour: u8) -> u64;
}

fn main() {}
