//! A verb names a path.
#[trifold::service]
pub trait Clock {
    #[get]
    async fn now(&self) -> u64;
}

fn main() {}
