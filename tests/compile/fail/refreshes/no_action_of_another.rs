//! A read of another service that is no action.
#[trifold::service]
pub trait Users {
    #[read]
    async fn me(&self, id: u64) -> String;

    async fn rename(&self, name: String);

    #[no_action]
    #[get("/users")]
    async fn all(&self) -> Vec<String>;
}

#[trifold::service]
pub trait Todos {
    #[refreshes(UsersSpec::ALL)]
    async fn add(&self, title: String);
}

fn main() {}
