//! One attribute names one scheme; several are alternatives.
#[trifold::service]
pub trait Todos {
    #[security(bearer, cookie = "session")]
    type User;

    async fn list(&self, #[context] user: Self::User) -> Vec<String>;
}

fn main() {}
