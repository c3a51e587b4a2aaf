//! A read needs no condition.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[precondition]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
