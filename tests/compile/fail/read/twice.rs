//! Once is enough.
#[trifold::service(version = 1)]
pub trait Clock {
    #[read]
    #[read]
    async fn find(&self, minute: u8) -> u8;
}

fn main() {}
