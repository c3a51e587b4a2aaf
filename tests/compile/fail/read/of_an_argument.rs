//! A method reads, and not its argument.
#[trifold::service(version = 1)]
pub trait Clock {
    async fn find(&self, #[read] minute: u8) -> u8;
}

fn main() {}
