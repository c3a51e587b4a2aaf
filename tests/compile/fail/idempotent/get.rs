//! What is read may be read again.
#[trifold::service]
pub trait Clock {
    #[idempotent]
    #[get("/at")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
