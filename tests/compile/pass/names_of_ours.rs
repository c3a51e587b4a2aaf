//! The user's names and ours do not meet: arguments, methods and types may be called as our locals, functions and parameters are.
#[trifold::model]
pub struct S(pub u8);

#[trifold::model]
pub struct T {
    pub s: S,
}

#[trifold::service]
pub trait P {
    type Context;

    #[post("/calls/{route}")]
    async fn call(&self, #[context] context: Self::Context, call: u8, route: u8, report: u8, request: u8) -> T;

    #[get("/reports")]
    async fn report(&self, service: u8, this: u8, transport: u8, p: u8, arguments: u8) -> S;

    #[get("/clones/{path}")]
    async fn clone(&self, path: u8, query: u8) -> u8;

    #[put("/mounts")]
    async fn mount(&self, body: T, value: u8, s: S, t: T) -> Vec<S>;

    async fn describe(&self, self_: u8, spec: u8, server: u8, client: u8) -> u8;

    async fn openapi(&self, version: u8, faults: u8, item: u8, index: u8) -> u8;

    async fn fmt(&self);

    async fn transport(&self);
}

struct Wall;

impl P for Wall {
    type Context = axum::http::Method;

    async fn call(&self, _: axum::http::Method, call: u8, _: u8, _: u8, _: u8) -> T {
        T { s: S(call) }
    }

    async fn report(&self, service: u8, _: u8, _: u8, _: u8, _: u8) -> S {
        S(service)
    }

    async fn clone(&self, path: u8, _: u8) -> u8 {
        path
    }

    async fn mount(&self, _: T, _: u8, s: S, _: T) -> Vec<S> {
        vec![s]
    }

    async fn describe(&self, self_: u8, _: u8, _: u8, _: u8) -> u8 {
        self_
    }

    async fn openapi(&self, version: u8, _: u8, _: u8, _: u8) -> u8 {
        version
    }

    async fn fmt(&self) {}

    async fn transport(&self) {}
}

async fn call<T: trifold::Transport>(client: PClient<T>, routes: PRestClient<T>) {
    let _ = client.call(1, 2, 3, 4).await;
    let _ = client.clone(1, 2).await;
    let _ = client.fmt().await;
    let _ = routes.report(1, 2, 3, 4, 5).await;
}

#[test]
fn compiles() {
    let router = PServer::new(Wall).into_router();
    let transport = trifold::server::InProcess::new(router);
    drop(call(PClient::new(transport.clone()), PRestClient::with_transport(transport)));
}
