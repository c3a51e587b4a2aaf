//! Callers send an `Upload`; what they get is a `Download`.
#[trifold::service]
pub trait Clock {
    #[get("/tune")]
    async fn tune(&self) -> Vec<trifold::Upload>;
}

fn main() {}
