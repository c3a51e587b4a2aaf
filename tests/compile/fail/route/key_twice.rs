//! A key is written once.
#[trifold::service]
pub trait Clock {
    #[post("/alarms", status = 201, status = 202)]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
