//! A value has a key.
#[trifold::service("/clock")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
