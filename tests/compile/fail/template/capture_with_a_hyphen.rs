//! A capture is called as its parameter is, and no parameter has a hyphen.
#[trifold::service]
pub trait Clock {
    #[get("/at/{at-hour}")]
    async fn at(&self, at_hour: u8) -> u64;
}

fn main() {}
