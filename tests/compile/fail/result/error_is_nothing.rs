//! An error says what went wrong.
#[trifold::service]
pub trait Clock {
    async fn wind(&self, turns: u8) -> Result<u64, ()>;
}

fn main() {}
