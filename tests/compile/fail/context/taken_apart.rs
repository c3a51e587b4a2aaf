//! A context is taken apart by whoever implements the trait.
#[trifold::service]
pub trait Clock {
    async fn now(&self, #[context] axum::extract::State(zone): axum::extract::State<u8>) -> u64;
}

fn main() {}
