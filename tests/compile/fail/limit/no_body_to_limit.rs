//! What takes no body has no limit of it.
#[trifold::service]
pub trait Clock {
    #[no_action]
    #[limit(body = "1 MiB")]
    #[get("/wake")]
    async fn wake(&self, hour: u8) -> u64;
}

fn main() {}
