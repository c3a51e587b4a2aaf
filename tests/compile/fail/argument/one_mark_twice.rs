//! A mark is written once.
#[trifold::service]
pub trait Clock {
    #[post("/at")]
    async fn at(&self, #[body] #[body] hour: Vec<u8>) -> u64;
}

fn main() {}
