//! A method that may change something itself.
#[trifold::service]
pub trait Todos {
    #[read]
    async fn list(&self) -> Vec<String>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[refreshes(add)]
    async fn rename(&self, id: u64, title: String);

    async fn add(&self, title: String);
}

fn main() {}
