//! A capture is called as its parameter is.
#[trifold::service]
pub trait Clock {
    #[get("/at/{atHour}")]
    async fn at(&self, at_hour: u8) -> u64;
}

fn main() {}
