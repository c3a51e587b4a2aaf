//! `async fn` says it already.
#[trifold::service]
pub trait Clock {
    fn now(&self) -> impl Future<Output = u64>;
}

fn main() {}
