//! A remote caller cannot keep the promises of an unsafe method.
#[trifold::service]
pub trait Clock {
    async unsafe fn now(&self) -> u64;
}

fn main() {}
