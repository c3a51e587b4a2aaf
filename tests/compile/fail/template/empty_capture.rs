//! A capture names a parameter.
#[trifold::service]
pub trait Clock {
    #[get("/at/{}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
