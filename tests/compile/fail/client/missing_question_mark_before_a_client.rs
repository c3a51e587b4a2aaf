//! A client may fail to be made.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

fn connect<T: trifold::Transport>() -> Result<ClockRestClient<T>, String> {
    Err("no address".to_owned())
}

async fn call<T: trifold::Transport>() -> Result<u64, Box<dyn std::error::Error>> {
    let clock = connect::<T>();
    Ok(clock.at(12).await?)
}

fn main() {}
