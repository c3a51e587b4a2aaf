//! An argument has one name.
#[trifold::service]
pub trait Clock {
    async fn at(&self, (hour, minute): (u8, u8)) -> u64;
}

fn main() {}
