//! All errors of a trait are told at once: three faults, three errors.
#[trifold::service(verison = 1)]
pub trait Clock {
    fn now(&self) -> u64;

    #[get("/at/{hour}")]
    async fn at(&self, minute: u8) -> u64;
}

fn main() {}
