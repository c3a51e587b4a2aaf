//! A mark of an argument stands before the argument.
#[trifold::service]
pub trait Clock {
    #[query]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
