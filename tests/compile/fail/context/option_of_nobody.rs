//! A context that may be absent is axum's optional extractor: nobody but `Option`'s own crate implements a trait of axum's for it.
#[trifold::service]
pub trait Clock {
    type Caller;

    async fn now(&self, #[context] caller: Option<Self::Caller>) -> u64;
}

struct Wall;
struct Nobody;

impl Clock for Wall {
    type Caller = Nobody;

    async fn now(&self, _: Option<Nobody>) -> u64 {
        0
    }
}

fn mount() {
    let _ = ClockServer::new(Wall);
}

fn main() {}
