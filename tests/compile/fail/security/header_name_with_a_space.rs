//! A header's name is a token.
#[trifold::service]
pub trait Todos {
    #[security(header = "x api key")]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
