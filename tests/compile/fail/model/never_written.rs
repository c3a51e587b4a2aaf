//! No typed client could call with it: it writes no `token`, and one is required.
#[trifold::model]
pub struct Login {
    pub name: String,
    #[serde(skip_serializing)]
    pub token: String,
}

#[trifold::service(version = 1)]
pub trait Logins {
    #[post("/logins")]
    async fn login(&self, login: Login) -> bool;
}

fn main() {}
