//! Authentication in the signature: one context guards every fold, and takes from each what that fold's callers have.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use trifold::server::{Fold, InProcess, Server};
use trifold::{CallError, service};

#[service(version = 1)]
trait Vault {
    type Caller;

    /// What is in it, and who asked how.
    #[get("/vault")]
    async fn look(&self, #[context] caller: Self::Caller) -> String;

    /// Puts something in.
    #[post("/vault")]
    async fn put(&self, #[context] caller: Self::Caller, what: String) -> String;
}

#[derive(Default)]
struct Safe(AtomicUsize);

struct Caller(Fold);

impl FromRequestParts<Arc<Safe>> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Safe>) -> Result<Self, StatusCode> {
        let fold = parts.extensions.get::<Fold>().copied().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        let (name, mark) = match fold {
            Fold::Action | Fold::Form => (header::COOKIE, "session=open"),
            Fold::Rest { version: Some(1) } => (header::AUTHORIZATION, "Bearer open"),
            Fold::Rest { .. } => return Err(StatusCode::FORBIDDEN),
        };
        let has_mark = parts.headers.get(name).is_some_and(|value| value == mark);
        if has_mark { Ok(Self(fold)) } else { Err(StatusCode::UNAUTHORIZED) }
    }
}

impl Vault for Safe {
    type Caller = Caller;

    async fn look(&self, caller: Caller) -> String {
        self.0.fetch_add(1, Ordering::SeqCst);
        format!("{:?}", caller.0)
    }

    async fn put(&self, caller: Caller, what: String) -> String {
        self.0.fetch_add(1, Ordering::SeqCst);
        format!("{what} {:?}", caller.0)
    }
}

const COOKIE: (&str, &str) = ("cookie", "session=open");
const TOKEN: (&str, &str) = ("authorization", "Bearer open");

#[tokio::test]
async fn one_context_guards_every_fold() {
    let safe = Arc::new(Safe::default());
    let router = Server::new().add_service(VaultServer::from_arc(safe.clone())).into_router();
    let with = |mark: Option<(&str, &str)>| match mark {
        Some((name, value)) => InProcess::new(router.clone()).header(name, value),
        None => InProcess::new(router.clone()),
    };
    for wrong in [None, Some(TOKEN)] {
        let actions = VaultClient::new(with(wrong));
        assert!(matches!(actions.look().await, Err(CallError::Denied(problem)) if problem.status == 401));
        assert!(matches!(actions.put("gold".to_owned()).await, Err(CallError::Denied(problem)) if problem.status == 401));
    }
    for wrong in [None, Some(COOKIE)] {
        let routes = VaultRestClient::with_transport(with(wrong));
        assert!(matches!(routes.look().await, Err(CallError::Denied(problem)) if problem.status == 401));
        assert!(matches!(routes.put("gold".to_owned()).await, Err(CallError::Denied(problem)) if problem.status == 401));
    }
    assert_eq!(safe.0.load(Ordering::SeqCst), 0, "nobody came in");
    assert_eq!(VaultClient::new(with(Some(COOKIE))).look().await.as_deref(), Ok("Action"));
    assert_eq!(
        VaultRestClient::with_transport(with(Some(TOKEN))).put("gold".to_owned()).await.as_deref(),
        Ok("gold Rest { version: Some(1) }")
    );
}
