//! A switch is `true` or `false`.
#[trifold::service(actions = "off")]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
