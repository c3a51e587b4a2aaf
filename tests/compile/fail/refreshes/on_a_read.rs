//! A method that changes nothing.
#[trifold::service]
pub trait Todos {
    #[read]
    async fn list(&self) -> Vec<String>;

    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[read]
    #[refreshes(list)]
    async fn count(&self) -> u64;
}

fn main() {}
