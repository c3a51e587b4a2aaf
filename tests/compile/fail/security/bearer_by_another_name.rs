//! A scheme is written in one way.
#[trifold::service]
pub trait Todos {
    #[security(http = "Bearer")]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
