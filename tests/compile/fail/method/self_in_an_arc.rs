//! `self` has one form.
#[trifold::service]
pub trait Clock {
    async fn now(self: std::sync::Arc<Self>) -> u64;
}

fn main() {}
