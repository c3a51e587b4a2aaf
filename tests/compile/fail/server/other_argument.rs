//! An implementor receives what a caller may send.
#[trifold::service]
pub trait Clock {
    async fn wind(&self, turns: u8) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn wind(&self, turns: String) -> u64 {
        turns.len() as u64
    }
}

fn main() {}
