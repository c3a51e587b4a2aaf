//! Bytes, and streams under another name and of another service.
type Logins = trifold::EventStream<u64, trifold::error::Never>;

#[trifold::service]
pub trait Users {
    #[get("/logins")]
    async fn logins(&self) -> Logins;

    #[refreshes(logins)]
    async fn login(&self, name: String);
}

#[trifold::service]
pub trait Todos {
    #[get("/export")]
    async fn export(&self) -> trifold::Download;

    #[refreshes(export)]
    async fn add(&self, title: String);

    #[refreshes(UsersSpec::LOGINS)]
    async fn remove(&self, title: String);
}

fn main() {}
