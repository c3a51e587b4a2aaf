//! A length of time has a unit.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(max_age = "60")]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
