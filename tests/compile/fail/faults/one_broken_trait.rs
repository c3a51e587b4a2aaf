//! A trait that cannot be folded keeps its names.
#[trifold::service]
pub trait Clock<Zone> {
    async fn now(&self) -> u64;
}

pub struct Clients<T> {
    pub actions: ClockClient<T>,
    pub routes: ClockRestClient<T>,
}

fn main() {}
