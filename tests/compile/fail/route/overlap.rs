//! A verb and a path lead to one method.
#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> u64;

    #[get("/now")]
    async fn today(&self) -> u64;
}

fn main() {}
