//! A call may go on in another thread.
use std::future::ready;
use std::rc::Rc;

#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> u64 {
        let hands = Rc::new(7);
        ready(()).await;
        *hands
    }
}

fn main() {}
