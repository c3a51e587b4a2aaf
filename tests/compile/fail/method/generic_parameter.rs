//! What travels has one form.
#[trifold::service]
pub trait Clock {
    async fn at<Hour>(&self, hour: Hour) -> u64;
}

fn main() {}
