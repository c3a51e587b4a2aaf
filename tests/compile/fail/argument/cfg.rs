//! Both sides know the same arguments.
#[trifold::service]
pub trait Clock {
    async fn at(&self, #[cfg(unix)] hour: u8) -> u64;
}

fn main() {}
