//! Once is enough.
#[trifold::service]
pub trait Door {
    async fn open(&self, #[sensitive] #[sensitive] code: String) -> u64;
}

fn main() {}
