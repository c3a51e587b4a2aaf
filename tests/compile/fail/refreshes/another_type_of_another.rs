//! An argument of one name, and of two types.
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
    #[refreshes(UsersSpec::ME(id))]
    async fn add(&self, id: String);
}

fn main() {}
