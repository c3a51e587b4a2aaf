//! Captures do not tell two paths apart, whatever they are called.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: u8) -> u64;

    #[get("/at/{minute}")]
    async fn past(&self, minute: u8) -> u64;
}

fn main() {}
