//! A method returns.
#[trifold::service]
pub trait Clock {
    async fn run(&self) -> !;
}

fn main() {}
