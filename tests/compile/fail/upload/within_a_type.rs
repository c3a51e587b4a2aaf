//! A file is an argument of its own.
use trifold::{Upload, model, service};

#[model]
pub struct Tune {
    name: String,
    sound: Upload,
}

#[service]
pub trait Clock {
    async fn ring(&self, tune: Tune) -> u64;
}

fn main() {}
