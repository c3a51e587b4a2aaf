//! A base begins with a slash.
#[trifold::service(base = "api")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
