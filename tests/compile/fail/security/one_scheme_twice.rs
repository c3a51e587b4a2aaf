//! What is said once is enough.
#[trifold::service]
pub trait Todos {
    #[security(cookie = "session")]
    #[security(bearer)]
    #[security(cookie = "session")]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
