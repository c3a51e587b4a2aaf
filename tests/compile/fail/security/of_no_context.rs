//! A type that is no context asks nobody.
#[trifold::service]
pub trait Todos {
    #[security(bearer)]
    type User;
    type Admin: From<Self::User>;

    async fn list(&self, #[context] admin: Self::Admin) -> Vec<String>;
}

fn main() {}
