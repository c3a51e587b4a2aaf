//! A file is known by its type, whatever that is called.
type Tune = trifold::Upload;
type Picture = trifold::Upload;

#[trifold::service]
pub trait Clock {
    async fn ring(&self, tune: Tune, picture: Option<Picture>) -> u64;
}

fn main() {}
