//! An unknown key that is like none of ours brings the whole list.
#[trifold::service(colour = 1)]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn main() {}
