//! A service without actions gives each method a verb.
#[trifold::service(actions = false)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
