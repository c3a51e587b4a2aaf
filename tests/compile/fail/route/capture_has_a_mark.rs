//! A capture comes from the path and from nowhere else.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, #[query] hour: u8) -> u64;
}

fn main() {}
