//! A context can be taken from a request.
#[trifold::service]
pub trait Clock {
    type Caller;

    async fn now(&self, #[context] caller: Self::Caller) -> u64;
}

struct Wall;
struct Nobody;

impl Clock for Wall {
    type Caller = Nobody;

    async fn now(&self, _: Nobody) -> u64 {
        0
    }
}

fn mount() {
    let _ = ClockServer::new(Wall);
}

fn main() {}
