//! An ABI means nothing to a remote caller.
#[trifold::service]
pub trait Clock {
    async extern "C" fn now(&self) -> u64;
}

fn main() {}
