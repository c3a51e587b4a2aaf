//! GET has no body for a file.
#[trifold::service]
pub trait Clock {
    #[get("/tunes")]
    async fn ring(&self, tune: trifold::Upload) -> u64;
}

fn main() {}
