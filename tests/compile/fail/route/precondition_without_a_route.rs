//! A condition is a header of a route's request.
#[trifold::service]
pub trait Todos {
    #[precondition]
    async fn change(&self, id: u64, text: String) -> String;
}

fn main() {}
