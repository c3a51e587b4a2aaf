//! An attribute on an argument is one of ours.
#[trifold::service]
pub trait Clock {
    async fn now(&self, #[contxt] caller: u8) -> u64;
}

fn main() {}
