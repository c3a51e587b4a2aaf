//! One broken method is one error: the trait, the others, the server and the clients still resolve.
#[trifold::service(version = 1)]
pub trait Clock {
    #[get("/at/{hours}")]
    async fn at(&self, hour: u8) -> u64;

    #[get("/now")]
    async fn now(&self) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn at(&self, hour: u8) -> u64 {
        u64::from(hour)
    }

    async fn now(&self) -> u64 {
        0
    }
}

fn mount() -> axum::Router {
    ClockServer::new(Wall).into_router()
}

async fn call<T: trifold::Transport + Clone>(transport: T) {
    let clock = ClockClient::new(transport.clone());
    let _ = clock.at(12).await;
    let _ = clock.now().await;
    let clock = ClockRestClient::with_transport(transport);
    let _ = clock.at(12).await;
    let _ = clock.now().await;
    let _ = [ClockSpec::AT.action_path(), ClockSpec::NOW.action_path()];
}

fn main() {}
