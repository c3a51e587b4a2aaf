//! Only reads are kept.
#[trifold::service]
pub trait Todos {
    #[put("/todos/{id}")]
    #[cache(max_age = "60s")]
    async fn change(&self, id: u64, text: String) -> String;
}

fn main() {}
