//! An implementor has every method.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;

    async fn wind(&self, turns: u8) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> u64 {
        0
    }
}

fn main() {}
