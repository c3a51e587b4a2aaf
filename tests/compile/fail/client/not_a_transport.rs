//! A client sends through a transport.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;
}

fn connect() {
    let _ = ClockClient::new("https://clock.example");
}

fn main() {}
