//! A call has no outcome until it is awaited.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) -> Result<u64, trifold::CallError<trifold::error::Never>> {
    let at = clock.at(12)?;
    Ok(at)
}

fn main() {}
