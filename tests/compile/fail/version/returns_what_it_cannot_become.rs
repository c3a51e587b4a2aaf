//! What an older version gets is made from what the method returns.
#[trifold::model]
pub struct Time {
    pub seconds: u64,
}

#[trifold::model]
pub struct OldTime {
    pub minutes: u64,
}

#[trifold::service(versions = 1..=2)]
pub trait Clock {
    #[get("/now", until = 1, returns = OldTime)]
    #[get("/now", since = 2)]
    async fn now(&self) -> Time;
}

fn main() {}
