//! What may be any JSON has no fields to fill in.
#[trifold::service]
pub trait Clock {
    #[form]
    async fn wake(&self, alarms: Vec<serde_json::Value>) -> u64;
}

fn main() {}
