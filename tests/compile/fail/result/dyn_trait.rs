//! An error that is a trait object would lose its type on the way.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> Result<u64, Box<dyn std::error::Error>>;
}

fn main() {}
