//! An argument that the write does not have.
#[trifold::service]
pub trait Todos {
    #[read]
    async fn list(&self) -> Vec<String>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[refreshes(find(id))]
    async fn add(&self, title: String);
}

fn main() {}
