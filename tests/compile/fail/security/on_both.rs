//! A context says it in one place.
#[trifold::service]
pub trait Todos {
    #[security(bearer)]
    type User;

    async fn list(&self, #[context] #[security(basic)] user: Self::User) -> Vec<String>;
}

fn main() {}
