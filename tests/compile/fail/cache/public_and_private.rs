//! Both cannot hold.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(public, private)]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
