//! The route would be gone without a word, or the attribute unknown.
#[trifold::service]
pub trait Clock {
    #[cfg_attr(all(), get("/now"))]
    async fn now(&self) -> u64;
}

fn main() {}
