//! A verb is written as Rust writes attributes.
#[trifold::service]
pub trait Clock {
    #[GET("/now")]
    async fn now(&self) -> u64;
}

fn main() {}
