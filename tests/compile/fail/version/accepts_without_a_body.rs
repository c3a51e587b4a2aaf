//! `accepts` takes the place of the whole body, or of the whole query.
#[trifold::service(versions = 1..=2)]
pub trait Clock {
    #[post("/alarm", until = 1, accepts = String)]
    #[post("/alarm", since = 2)]
    async fn wake(&self, hour: u8, minute: u8);
}

fn main() {}
