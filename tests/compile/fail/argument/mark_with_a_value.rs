//! A mark takes nothing in parentheses.
#[trifold::service]
pub trait Clock {
    #[post("/at")]
    async fn at(&self, #[body(json)] hour: u8) -> u64;
}

fn main() {}
