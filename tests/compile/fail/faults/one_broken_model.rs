//! A broken rule is one error: the services that take the model still resolve.
#[trifold::model]
pub struct Alarm {
    #[garde(rnage(max = 23))]
    pub hour: u8,
}

#[trifold::service]
pub trait Clock {
    #[post("/alarms")]
    async fn wake(&self, alarm: Alarm) -> Alarm;
}

async fn call<T: trifold::Transport>(transport: T) {
    let _ = ClockClient::new(transport).wake(Alarm { hour: 7 }).await;
}

fn main() {}
