//! A constant that is not there.
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
    #[refreshes(UsersSpec::MINE)]
    async fn add(&self, title: String);
}

fn main() {}
