//! The name of no method.
#[trifold::service]
pub trait Todos {
    #[get("/todos/{id}")]
    async fn find(&self, id: u64) -> String;

    #[post("/todos", status = 201, location = fond)]
    async fn create(&self, title: String) -> String;
}

fn main() {}
