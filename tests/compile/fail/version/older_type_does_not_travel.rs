//! What an older version gets travels as everything else does.
#[trifold::model]
pub struct Time {
    pub seconds: u64,
}

pub struct OldTime {
    pub minutes: u64,
}

impl From<Time> for OldTime {
    fn from(time: Time) -> Self {
        Self { minutes: time.seconds / 60 }
    }
}

#[trifold::service(versions = 1..=2)]
pub trait Clock {
    #[get("/now", until = 1, returns = OldTime)]
    #[get("/now", since = 2)]
    async fn now(&self) -> Time;
}

fn main() {}
