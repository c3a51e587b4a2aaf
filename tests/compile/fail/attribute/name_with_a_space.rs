//! A wire name has no spaces.
#[trifold::service(name = "wall clock")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
