//! What travels proves nothing.
#[trifold::service]
pub trait Todos {
    async fn find(&self, #[security(bearer)] id: u64) -> Vec<String>;
}

fn main() {}
