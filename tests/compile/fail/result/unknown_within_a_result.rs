//! A type that is not there is not there once.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> Result<Time, String>;
}

fn main() {}
