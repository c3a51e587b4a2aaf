//! A directive in another spelling.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(maxage = "60s")]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
