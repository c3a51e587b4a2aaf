//! A key has a name.
#[trifold::service]
pub trait Todos {
    #[security(cookie = "")]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
