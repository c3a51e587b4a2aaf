//! A mark of another framework means one of ours.
#[trifold::service]
pub trait Clock {
    #[post("/at")]
    async fn at(&self, #[json] hour: u8) -> u64;
}

fn main() {}
