//! A REST client connects by itself where the feature `client` is on.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> u64;
}

async fn call() -> Result<u64, Box<dyn std::error::Error>> {
    let clock = ClockRestClient::new("https://clock.example")?;
    Ok(clock.now().await?)
}

fn main() {}
