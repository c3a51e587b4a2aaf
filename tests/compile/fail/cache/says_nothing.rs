//! An attribute without directives.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
