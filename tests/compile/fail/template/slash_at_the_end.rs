//! A template does not end with a slash.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}/")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
