//! A route knows no host.
#[trifold::service]
pub trait Clock {
    #[get("https://clock.example/now")]
    async fn now(&self) -> u64;
}

fn main() {}
