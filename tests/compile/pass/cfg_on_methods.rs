//! A method under `#[cfg]` is there on every fold or on none, and two under opposite ones may share a name and a route.
#[trifold::service]
pub trait Clock {
    #[cfg(not(miri))]
    #[cfg_attr(all(), allow(unused), doc(hidden))]
    #[get("/now")]
    async fn now(&self) -> u64;

    #[cfg(miri)]
    #[get("/now")]
    async fn now(&self) -> NoSuchType;

    #[cfg(miri)]
    async fn wind(&self, turns: NoSuchType);
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> u64 {
        0
    }
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _: Result<u64, _> = clock.now().await;
}

#[test]
fn compiles() {
    let router = ClockServer::new(Wall).into_router();
    drop(call(ClockClient::new(trifold::server::InProcess::new(router))));
    assert_eq!(ClockSpec::METHODS.len(), 1);
}
