//! What an argument means is said above the method.
#[trifold::service]
pub trait Clock {
    async fn at(
        &self,
        /// From 0 to 23.
        hour: u8,
    ) -> u64;
}

fn main() {}
