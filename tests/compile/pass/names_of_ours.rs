//! The user's names and ours do not meet: arguments, methods and types may be called as our locals, functions and parameters are.
#[trifold::model]
pub struct S(pub u8);

#[trifold::model]
pub struct T {
    pub s: S,
}

/// Named as parameters and types within what is derived.
#[trifold::model]
#[derive(Debug)]
pub struct D(pub u8);

#[trifold::model]
#[derive(Debug)]
pub struct ApiDocument {
    pub d: D,
    pub field0: u8,
    pub field1: Option<u8>,
    pub faults: u8,
    pub serializer: u8,
    pub deserializer: u8,
}

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Failed {
    #[error("{map} {serializer}")]
    #[status(400)]
    Failed { map: u8, published: ApiDocument, serializer: u8, deserializer: u8 },
    #[error("one")]
    #[status(409)]
    One(D, #[internal] u8),
}

pub mod further {
    #[derive(Debug, thiserror::Error, trifold::ApiError)]
    pub enum ApiDocument {
        #[error("one")]
        #[status(400)]
        One { d: super::D },
    }
}

#[derive(thiserror::Error, trifold::ApiError)]
pub enum Hidden {
    #[error("hidden")]
    #[status(400)]
    Hidden {
        f: u8,
        #[sensitive]
        field0: u8,
        field1: u8,
    },
}

#[trifold::service(versions = 1..=2)]
pub trait P {
    type Context;

    #[post("/calls/{route}")]
    async fn call(&self, #[context] context: Self::Context, call: u8, route: u8, report: u8, request: u8) -> T;

    #[get("/reports")]
    async fn report(&self, service: u8, this: u8, transport: u8, p: u8, arguments: u8) -> S;

    /// Named as a method of what holds the service, with a context between arguments.
    #[get("/clones/{path}")]
    async fn clone(&self, path: u8, #[context] context: Self::Context, query: u8) -> u8;

    #[put("/mounts")]
    async fn mount(&self, body: T, value: u8, s: S, t: T) -> Vec<S>;

    async fn describe(&self, self_: u8, spec: u8, server: u8, client: u8) -> u8;

    async fn openapi(&self, version: u8, faults: u8, item: u8, index: u8) -> u8;

    async fn fmt(&self);

    async fn transport(&self);

    /// A context between arguments.
    #[get("/between/{call}", until = 1)]
    #[get("/between/{call}/{route}", since = 2)]
    async fn between(&self, call: u8, #[context] service: Self::Context, route: u8) -> Result<ApiDocument, Failed>;
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

    async fn clone(&self, path: u8, _: axum::http::Method, _: u8) -> u8 {
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

    async fn between(&self, call: u8, _: axum::http::Method, _: u8) -> Result<ApiDocument, Failed> {
        Err(Failed::One(D(call), 0))
    }
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
