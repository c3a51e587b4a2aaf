//! An attribute that is spelled like one of ours is meant to be it.
#[trifold::service]
pub trait Clock {
    #[pst("/now")]
    async fn set(&self, now: u64);
}

fn main() {}
