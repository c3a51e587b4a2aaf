//! Each method says for itself that it changes nothing.
#[trifold::service(version = 1)]
#[read]
pub trait Clock {
    async fn find(&self, minute: u8) -> u8;
}

fn main() {}
