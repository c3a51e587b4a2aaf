//! An alias hides no error.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> std::io::Result<u64>;
}

fn main() {}
