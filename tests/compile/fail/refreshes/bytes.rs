//! Bytes, which pages load by their URL.
#[trifold::service]
pub trait Todos {
    #[get("/export")]
    async fn export(&self) -> trifold::Download;

    #[refreshes(export)]
    async fn add(&self, title: String);
}

fn main() {}
