//! One answer keeps in one way.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(max_age = "60s")]
    #[cache(no_store)]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
