//! An argument is what axum would take out of the request.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}")]
    async fn at(&self, axum::extract::Path(hour): axum::extract::Path<u8>) -> u64;
}

fn main() {}
