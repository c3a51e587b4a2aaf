//! What is not kept has no age.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(no_store, max_age = "60s")]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
