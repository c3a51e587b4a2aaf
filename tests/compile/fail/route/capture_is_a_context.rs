//! A capture comes from the path, not from a context.
#[trifold::service]
pub trait Clock {
    type Caller;

    #[get("/for/{caller}")]
    async fn now(&self, #[context] caller: Self::Caller) -> u64;
}

fn main() {}
