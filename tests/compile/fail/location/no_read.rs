//! Where it was created, it can be read.
#[trifold::service]
pub trait Todos {
    #[put("/todos/{id}")]
    async fn change(&self, id: u64, title: String) -> String;

    #[post("/todos", status = 201, location = change)]
    async fn create(&self, title: String) -> String;
}

fn main() {}
