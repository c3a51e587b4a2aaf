//! A body has one file, which is read while the method runs.
#[trifold::service]
pub trait Clock {
    async fn ring(&self, tune: trifold::Upload, picture: Option<trifold::Upload>) -> u64;
}

fn main() {}
