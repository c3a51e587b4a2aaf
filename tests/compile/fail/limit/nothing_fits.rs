//! A limit that lets nothing through is no limit.
#[trifold::service]
pub trait Todos {
    #[limit(body = 0)]
    async fn create(&self, title: String);
}

fn main() {}
