//! An implementor returns what a caller expects.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> String {
        String::new()
    }
}

fn main() {}
