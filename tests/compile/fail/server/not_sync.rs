//! A service is called from many threads.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;
}

struct Wall(std::cell::Cell<u64>);

impl Clock for Wall {
    async fn now(&self) -> u64 {
        self.0.get()
    }
}

fn main() {}
