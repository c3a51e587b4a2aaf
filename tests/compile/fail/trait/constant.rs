//! No client could know a constant of the implementor.
#[trifold::service]
pub trait Clock {
    const TICKS: u8;

    async fn now(&self) -> u64;
}

fn main() {}
