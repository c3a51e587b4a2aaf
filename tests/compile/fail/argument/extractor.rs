//! What the server takes from a request is a context.
#[trifold::service]
pub trait Clock {
    async fn now(&self, headers: axum::http::HeaderMap) -> u64;
}

fn main() {}
