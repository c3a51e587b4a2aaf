//! One path is told, and the thing is there in every version.
#[trifold::service(versions = 1..=2)]
pub trait Todos {
    #[get("/todos/{id}", until = 1)]
    #[get("/list/{id}", since = 2)]
    async fn find(&self, id: u64) -> String;

    #[post("/todos", status = 201, location = find)]
    async fn create(&self, title: String) -> String;
}

fn main() {}
