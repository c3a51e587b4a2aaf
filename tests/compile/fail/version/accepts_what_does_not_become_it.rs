//! What an older version sends becomes what the method takes.
#[trifold::model]
pub struct Alarm {
    pub seconds: u64,
}

#[trifold::model]
pub struct OldAlarm {
    pub minutes: u64,
}

#[trifold::service(versions = 1..=2)]
pub trait Clock {
    #[post("/alarm", until = 1, accepts = OldAlarm)]
    #[post("/alarm", since = 2)]
    async fn wake(&self, alarm: Alarm);
}

fn main() {}
