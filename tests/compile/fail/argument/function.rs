//! Code does not travel.
#[trifold::service]
pub trait Clock {
    async fn each(&self, tick: fn(u8)) -> u64;
}

fn main() {}
