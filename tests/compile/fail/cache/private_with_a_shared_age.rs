//! No shared cache keeps what is private.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(private, shared_max_age = "60s")]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
