//! A condition that nobody asks for.
#[trifold::service]
pub trait Todos {
    #[put("/todos/{id}")]
    #[precondition]
    async fn change(&self, id: u64, text: String) -> String;
}

fn main() {}
