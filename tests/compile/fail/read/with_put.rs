//! A method changes something, or it does not.
#[trifold::service(version = 1)]
pub trait Clock {
    #[read]
    #[put("/hands")]
    async fn set(&self, minute: u8) -> u8;
}

fn main() {}
