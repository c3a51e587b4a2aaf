//! A service asks nobody: its contexts do.
#[trifold::service]
#[security(bearer)]
pub trait Todos {
    async fn list(&self) -> Vec<String>;
}

fn main() {}
