//! What callers must show is the same in all builds.
#[trifold::service]
pub trait Clock {
    #[cfg_attr(all(), security(bearer))]
    type User;

    #[get("/now")]
    async fn now(&self, #[context] user: Self::User) -> u64;
}

fn main() {}
