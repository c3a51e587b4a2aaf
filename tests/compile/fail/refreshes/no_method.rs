//! The name of no method.
#[trifold::service]
pub trait Todos {
    #[read]
    async fn list(&self) -> Vec<String>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[refreshes(lists)]
    async fn add(&self, title: String);
}

fn main() {}
