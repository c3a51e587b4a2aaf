//! A date is in the calendar.
#[trifold::service]
pub trait Clock {
    #[get("/now", sunset = "2027-02-29")]
    async fn now(&self) -> u64;
}

fn main() {}
