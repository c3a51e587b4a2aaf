//! What changes nothing may be repeated without a key.
#[trifold::service(version = 1)]
pub trait Clock {
    #[read]
    #[idempotent]
    async fn find(&self, minute: u8) -> u8;
}

fn main() {}
