//! No shared cache keeps what a context makes personal.
#[trifold::service]
pub trait Todos {
    #[get("/todos")]
    #[cache(shared_max_age = "5m")]
    async fn list(&self, #[context] user: axum::http::Method) -> Vec<String>;
}

fn main() {}
