//! What is said of a method is not said of all.
#[trifold::service]
#[get("/clock")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
