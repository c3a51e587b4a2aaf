//! A directive is a name of Rust.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(no-store)]
    async fn list(&self) -> Vec<String>;
}

fn main() {}
