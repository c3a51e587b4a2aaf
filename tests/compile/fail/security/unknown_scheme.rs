//! A scheme is one that documents know.
#[trifold::service]
pub trait Todos {
    #[security(baerer)]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
