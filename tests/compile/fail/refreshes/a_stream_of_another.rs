//! A stream of another service.
#[trifold::service]
pub trait Users {
    #[get("/logins")]
    async fn logins(&self) -> trifold::EventStream<u64, trifold::error::Never>;
}

#[trifold::service]
pub trait Todos {
    #[refreshes(UsersSpec::LOGINS)]
    async fn add(&self, title: String);
}

fn main() {}
