//! Each capture of a template is an argument.
#[trifold::service]
pub trait Clock {
    #[get("/at/{hour}/{minute}")]
    async fn at(&self, hour: u8) -> u64;
}

fn main() {}
