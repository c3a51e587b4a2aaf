//! Each capture of a template has a name of its own.
#[trifold::service]
pub trait Clock {
    #[get("/from/{hour}/to/{hour}")]
    async fn between(&self, hour: u8) -> u64;
}

fn main() {}
