//! A status is a number.
#[trifold::service]
pub trait Clock {
    #[post("/alarms", status = "201")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
