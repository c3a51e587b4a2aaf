//! A path that leads nowhere is told where it is written.
#[trifold::service(crate = "::trifeld")]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> u64;
}

fn main() {}
