//! What is mounted implements the trait.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;
}

struct Wall;

fn mount() {
    let _ = ClockServer::new(Wall);
}

fn main() {}
