//! A broken key of `#[service]` is one error: everything still resolves.
#[trifold::service(verison = 1)]
pub trait Clock {
    #[get("/now", since = 1)]
    async fn now(&self) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> u64 {
        0
    }
}

fn mount() -> axum::Router {
    ClockServer::new(Wall).into_router()
}

async fn call<T: trifold::Transport>(transport: T) {
    let _ = ClockRestClient::with_transport(transport).now().await;
}

fn main() {}
