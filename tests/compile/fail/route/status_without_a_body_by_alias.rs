//! 204 has no body, whatever the value is called.
type Moment = u64;

#[trifold::service]
pub trait Clock {
    #[get("/now", status = 204)]
    async fn now(&self) -> Moment;
}

fn main() {}
