//! The newest route speaks the method's own types.
#[trifold::service(versions = 1..=2)]
pub trait Clock {
    #[get("/now", returns = String)]
    async fn now(&self) -> u64;
}

fn main() {}
