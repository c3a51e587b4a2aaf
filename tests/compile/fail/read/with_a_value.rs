//! The mark says all there is to say.
#[trifold::service(version = 1)]
pub trait Clock {
    #[read(cached)]
    async fn find(&self, minute: u8) -> u8;
}

fn main() {}
