//! Actions are never kept.
#[trifold::service]
pub trait Todos {
    #[cache(max_age = "60s")]
    async fn change(&self, id: u64) -> String;
}

fn main() {}
