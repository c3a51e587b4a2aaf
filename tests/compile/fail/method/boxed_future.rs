//! A future that is written out is one mistake, and not also a trait object.
#[trifold::service]
pub trait Clock {
    fn now(&self) -> std::pin::Pin<Box<dyn Future<Output = u64> + Send>>;
}

fn main() {}
