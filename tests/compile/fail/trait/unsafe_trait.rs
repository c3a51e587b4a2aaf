//! A remote caller cannot keep the promises of an unsafe trait.
#[trifold::service]
pub unsafe trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
