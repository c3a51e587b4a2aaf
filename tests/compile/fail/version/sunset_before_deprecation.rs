//! A route is deprecated before it goes.
#[trifold::service]
pub trait Clock {
    #[get("/now", deprecated = "2027-06-30", sunset = "2027-01-01")]
    async fn now(&self) -> u64;
}

fn main() {}
