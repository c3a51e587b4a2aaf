//! The path stands before the keys.
#[trifold::service]
pub trait Clock {
    #[post(status = 201)]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
