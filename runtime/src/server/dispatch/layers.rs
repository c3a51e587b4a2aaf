//! Layers of the application around the calls of methods: behind the match of a request, before its checks.
//!
//! In: a request, and the method that it is for. Out: the response, of the method or of a layer. What a call costs does not change where there are
//! no layers; where there are, its future is boxed.

use super::response_future::panicked;
use crate::server::context::fold::Fold;
use crate::spec::MethodSpec;
use axum::body::Body;
use axum::response::IntoResponse;
use futures_util::FutureExt;
use http::request::Parts;
use http::{Request, Response};
use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tower::util::BoxCloneSyncService;
use tower::{Layer, ServiceExt};
use tower_service::Service;

/// The checks and the method of a call, which a layer of [`Server::layer`](crate::server::Server::layer) stands around. It answers each request once.
#[derive(Debug, Clone)]
pub struct MethodService(BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>);

/// The layers of a server, the innermost first.
#[derive(Clone, Default)]
pub(in crate::server) struct Layers(Vec<Arc<dyn Fn(MethodService) -> MethodService + Send + Sync>>);

impl Layers {
    /// Adds a layer around those that are there.
    pub(in crate::server) fn add<L>(&mut self, layer: L)
    where
        L: Layer<MethodService> + Send + Sync + 'static,
        L::Service: Service<Request<Body>, Response: IntoResponse, Error: Into<Infallible>, Future: Send> + Clone + Send + Sync + 'static,
    {
        let around = move |inner| {
            let service = layer.layer(inner).map_response(IntoResponse::into_response).map_err(Into::into);
            MethodService(BoxCloneSyncService::new(service))
        };
        self.0.push(Arc::new(around));
    }

    /// The layers around the methods of a server; nothing where there are none.
    pub(super) fn around<S>(&self, innermost: S) -> Option<MethodService>
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static,
    {
        let (first, rest) = self.0.split_first()?;
        let innermost = MethodService(BoxCloneSyncService::new(innermost));
        Some(rest.iter().fold(first(innermost), |inner, layer| layer(inner)))
    }
}

impl MethodService {
    /// Sends a request through the layers, which see in its extensions which method it is for, and by which fold. Behind them the call is there to
    /// be taken.
    pub(super) fn answer<T: Send + 'static>(
        &self,
        seen: (&'static MethodSpec, Fold),
        call: T,
        mut parts: Parts,
        body: Body,
    ) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> {
        parts.extensions.insert(seen.0);
        parts.extensions.insert(seen.1);
        parts.extensions.insert(Handover(Arc::new(Mutex::new(Some(call)))));
        let mut service = self.clone();
        Box::pin(async move {
            let called = AssertUnwindSafe(async {
                let Ok(()) = poll_fn(|context| service.poll_ready(context)).await;
                service.call(Request::from_parts(parts, body)).await
            });
            match called.catch_unwind().await {
                Ok(Ok(response)) => response,
                Err(panic) => panicked(panic.as_ref()).into_response(),
            }
        })
    }
}

impl Service<Request<Body>> for MethodService {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        self.0.call(request)
    }
}

/// A call as an extension of its request. No peer can set it, and no layer can make one.
struct Handover<T>(Arc<Mutex<Option<T>>>);

impl<T> Clone for Handover<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Takes the call out of a request that has come through the layers: nothing, if a layer has let it through before, or has made it anew.
pub(super) fn take<T: Send + 'static>(parts: &mut Parts) -> Option<T> {
    let Handover(call) = parts.extensions.remove::<Handover<T>>()?;
    call.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl fmt::Debug for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Layers({})", self.0.len())
    }
}
