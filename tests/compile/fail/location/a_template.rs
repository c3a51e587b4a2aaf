//! A method, not its path.
#[trifold::service]
pub trait Todos {
    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[post("/todos", status = 201, location = "/todos/{id}")]
    async fn create(&self, title: String) -> String;
}

fn main() {}
