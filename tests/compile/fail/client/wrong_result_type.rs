//! A caller receives what the method returns.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _: Result<String, _> = clock.at(12).await;
}

fn main() {}
