//! Absence is an error of a route.
#[trifold::service]
pub trait Todos {
    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> Option<String>;
}

fn main() {}
