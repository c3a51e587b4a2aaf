//! A segment is ASCII.
#[trifold::service]
pub trait Clock {
    #[get("/à/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
