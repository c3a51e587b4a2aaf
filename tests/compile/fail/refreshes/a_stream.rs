//! A stream, which pages read as it comes.
#[trifold::service]
pub trait Todos {
    #[get("/changes")]
    async fn changes(&self) -> trifold::EventStream<u64, trifold::error::Never>;

    #[refreshes(changes)]
    async fn add(&self, title: String);
}

fn main() {}
