//! A result is known by its type, not by its name: an alias of `Result`, a plain value, nothing at all.
#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate,
}

pub type Timely<T> = Result<T, Late>;
pub type Hour = u8;
pub type Nothing = ();
pub type Done = Timely<()>;

#[trifold::service]
pub trait Clock {
    #[get("/alias")]
    async fn alias(&self) -> Timely<u8>;

    #[get("/done", status = 204)]
    async fn done(&self) -> Done;

    #[get("/std")]
    async fn std(&self) -> std::result::Result<Vec<u8>, Late>;

    #[get("/plain")]
    async fn plain(&self) -> Hour;

    async fn option(&self) -> Option<(u8, String)>;

    #[delete("/nothing")]
    async fn nothing(&self) -> Nothing;

    #[delete("/unwritten")]
    async fn unwritten(&self);
}

struct Wall;

impl Clock for Wall {
    async fn alias(&self) -> Timely<u8> {
        Err(Late::TooLate)
    }

    async fn done(&self) -> Done {
        Ok(())
    }

    async fn std(&self) -> Result<Vec<u8>, Late> {
        Ok(vec![])
    }

    async fn plain(&self) -> u8 {
        12
    }

    async fn option(&self) -> Option<(u8, String)> {
        None
    }

    async fn nothing(&self) {}

    async fn unwritten(&self) {}
}

async fn call<T: trifold::Transport>(clock: ClockClient<T>) {
    let _: Option<Result<u8, trifold::CallError<Late>>> = Some(clock.alias().await);
    let _: Result<(), trifold::CallError<Late>> = clock.done().await;
    if let Ok(hour) = clock.plain().await {
        let _: u8 = hour;
    }
    let _ = clock.unwritten().await.is_ok();
}

#[test]
fn compiles() {
    let router = ClockServer::new(Wall).into_router();
    drop(call(ClockClient::new(trifold::server::InProcess::new(router))));
}
