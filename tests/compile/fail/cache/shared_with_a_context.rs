//! What a context makes personal is kept by no shared cache.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(shared_max_age = "5m")]
    async fn list(&self, #[context] user: axum::http::Method) -> Vec<String>;
}

fn main() {}
