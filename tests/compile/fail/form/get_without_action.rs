//! A form is sent to an action, or in a body.
#[trifold::service]
pub trait Clock {
    #[form]
    #[no_action]
    #[get("/at")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
