//! A context does not travel, and is shown nowhere.
#[trifold::service]
pub trait Door {
    type User;

    async fn open(&self, #[context] #[sensitive] user: Self::User) -> u64;
}

fn main() {}
