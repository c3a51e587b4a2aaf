//! A service without versions tells its routes apart by verb and path.
#[trifold::service(unversioned)]
pub trait Clock {
    #[put("/hour")]
    async fn set(&self, hour: u8) -> u64;

    #[put("/hour")]
    async fn wind(&self, turns: u8) -> u64;
}

fn main() {}
