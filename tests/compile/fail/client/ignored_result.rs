//! A call can fail, and its caller looks.
#![deny(unused_must_use)]

#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, hour: u8) -> u64;
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    clock.at(12).await;
}

fn main() {}
