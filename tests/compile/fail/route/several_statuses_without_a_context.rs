//! Of several statuses the method chooses one, by its effects.
#[trifold::service]
pub trait Todos {
    #[put("/todos/{id}", status = [200, 201])]
    async fn put(&self, id: u64, title: String) -> String;
}

fn main() {}
