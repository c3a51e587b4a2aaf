//! A read creates nothing.
#[trifold::service]
pub trait Todos {
    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[get("/todos", location = find)]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
