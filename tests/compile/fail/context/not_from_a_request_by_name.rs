//! A context that the trait names can be taken from a request.
pub struct Nobody;

#[trifold::service]
pub trait Clock {
    async fn now(&self, #[context] caller: Nobody) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self, _: Nobody) -> u64 {
        0
    }
}

fn mount() {
    let _ = ClockServer::new(Wall);
}

fn main() {}
