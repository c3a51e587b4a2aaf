//! A broken error is one error: the services that return it still resolve.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    TooLate,
}

#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> Result<u64, Late>;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> Result<u64, Late> {
        Err(Late::TooLate)
    }
}

fn mount() -> axum::Router {
    ClockServer::new(Wall).into_router()
}

async fn call<T: trifold::Transport>(transport: T) {
    let _ = ClockClient::new(transport).now().await;
}

fn main() {}
