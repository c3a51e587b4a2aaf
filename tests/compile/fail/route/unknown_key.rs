//! A key of a verb is one of ours.
#[trifold::service]
pub trait Clock {
    #[post("/alarms", stauts = 201)]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
