//! Without a scheme nobody knows what to send.
#[trifold::service]
pub trait Todos {
    #[security(optional)]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
