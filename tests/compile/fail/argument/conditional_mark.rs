//! Both sides know the same arguments, from the same places.
#[trifold::service]
pub trait Clock {
    #[post("/at")]
    async fn at(&self, #[cfg_attr(all(), query)] hour: u8) -> u64;
}

fn main() {}
