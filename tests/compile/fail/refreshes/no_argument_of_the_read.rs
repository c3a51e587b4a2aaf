//! An argument that the read does not have.
#[trifold::service]
pub trait Todos {
    #[read]
    async fn list(&self) -> Vec<String>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[refreshes(list(id))]
    async fn rename(&self, id: u64, title: String);
}

fn main() {}
