//! Clients would not warn, and the document would not say so.
#[trifold::service]
pub trait Clock {
    #[cfg_attr(all(), deprecated)]
    async fn now(&self) -> u64;
}

fn main() {}
