//! An argument of one name, and of two types.
#[trifold::service]
pub trait Todos {
    #[read]
    async fn list(&self) -> Vec<String>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[refreshes(find(id))]
    async fn rename(&self, id: String, title: String);
}

fn main() {}
