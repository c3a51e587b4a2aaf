//! GET has no body.
#[trifold::service]
pub trait Clock {
    #[get("/at")]
    async fn at(&self, #[body] hours: Vec<u8>) -> u64;
}

fn main() {}
