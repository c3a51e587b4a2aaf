//! A context is of a type that the trait declares; once is enough to say it.
struct Wall;

#[trifold::service]
pub trait Clock {
    async fn now(&self, #[context] caller: Self::Caller) -> u64;

    async fn late(&self, #[context] caller: Self::Caller) -> bool;
}

impl Clock for Wall {
    type Caller = axum::http::Method;

    async fn now(&self, _: Self::Caller) -> u64 {
        7
    }

    async fn late(&self, _: Self::Caller) -> bool {
        false
    }
}

fn main() {
    let _ = ClockServer::new(Wall);
}
