//! A trait object would lose its type on the way.
#[trifold::service]
pub trait Clock {
    async fn show(&self, face: Box<dyn std::fmt::Display>) -> u64;
}

fn main() {}
