//! A date has one form.
#[trifold::service]
pub trait Clock {
    #[get("/now", deprecated = "next year")]
    async fn now(&self) -> u64;
}

fn main() {}
