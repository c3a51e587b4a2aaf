//! A service without versions has no first one.
#[trifold::service(unversioned)]
pub trait Clock {
    #[get("/now", since = 2)]
    async fn now(&self) -> u64;
}

fn main() {}
