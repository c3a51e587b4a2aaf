//! A method without a verb is not on the REST client.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> u64;

    async fn wind(&self, turns: u8) -> u64;
}

async fn call(clock: ClockRestClient) {
    let _ = clock.wind(3).await;
}

fn main() {}
