//! A stream under another name.
type Changes = trifold::EventStream<u64, trifold::error::Never>;

#[trifold::service]
pub trait Todos {
    #[get("/changes")]
    async fn changes(&self) -> Changes;

    #[refreshes(changes)]
    async fn add(&self, title: String);
}

fn main() {}
