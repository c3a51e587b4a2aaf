//! The error of a method is an `ApiError`.
#[trifold::service]
pub trait Clock {
    async fn wind(&self, turns: u8) -> Result<u64, String>;
}

fn main() {}
