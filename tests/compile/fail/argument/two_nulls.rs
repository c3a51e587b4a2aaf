//! `Some(())` would arrive as `None`.
#[trifold::service]
pub trait Clock {
    async fn wind(&self, gently: Option<()>);
}

fn main() {}
