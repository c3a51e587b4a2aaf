//! A rule stands on a field of a model.
#[trifold::service]
pub trait Clock {
    async fn at(&self, #[garde(range(max = 23))] hour: u8) -> u64;
}

fn main() {}
