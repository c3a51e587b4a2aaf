//! Nothing can be lent to another process, however deep it stands.
#[trifold::service]
pub trait Clock {
    async fn among(&self, hours: Option<Vec<&u8>>) -> u64;
}

fn main() {}
