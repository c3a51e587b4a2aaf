//! A header is written in lower case, as everywhere here.
#[trifold::service]
pub trait Todos {
    #[security(header = "X-Api-Key")]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
