//! There is nothing to choose.
#[trifold::service]
pub trait Door {
    async fn open(&self, #[sensitive(always)] code: String) -> u64;
}

fn main() {}
