//! A method asks nobody: its contexts do.
#[trifold::service]
pub trait Todos {
    #[security(bearer)]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
