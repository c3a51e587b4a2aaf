//! What a context makes personal is nobody else's.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(public, max_age = "60s")]
    async fn list(&self, #[context] user: axum::http::Method) -> Vec<String>;
}

fn main() {}
