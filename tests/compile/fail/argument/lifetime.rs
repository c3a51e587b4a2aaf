//! What travels borrows from nobody.
#[trifold::service]
pub trait Clock {
    async fn in_zone<'a>(&self, name: std::borrow::Cow<'a, str>) -> u64;
}

fn main() {}
