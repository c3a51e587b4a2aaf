//! What is mounted is the generated server.
#[trifold::service]
pub trait Clock {
    async fn now(&self) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> u64 {
        0
    }
}

fn mount() {
    let _ = trifold::server::Server::new().add_service(Wall);
}

fn main() {}
