//! A segment is made of URL characters.
#[trifold::service]
pub trait Clock {
    #[get("/at the/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
