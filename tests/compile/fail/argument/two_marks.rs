//! An argument comes from one place.
#[trifold::service]
pub trait Clock {
    #[post("/at")]
    async fn at(&self, #[query] #[body] hour: Vec<u8>) -> u64;
}

fn main() {}
