//! The trace of a call, from the span of its caller to the server.

use crate::support::Running;
use anyhow::Result;
use axum::Extension;
use opentelemetry::trace::{TraceContextExt, TracerProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Instrument, Span, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::SubscriberExt;
use trifold::Transport;
use trifold::client::Http;
use trifold::server::{InProcess, Server, TraceParent};

#[trifold::service(version = 1)]
trait Traced {
    type Parent;

    /// The trace that the call belongs to.
    #[get("/trace")]
    async fn trace(&self, #[context] parent: Self::Parent) -> String;
}

struct App;

impl Traced for App {
    type Parent = Option<Extension<TraceParent>>;

    async fn trace(&self, parent: Self::Parent) -> String {
        parent.map(|Extension(parent)| parent.to_string()).unwrap_or_default()
    }
}

/// Asks in a span, in a span with a header of the call's own, and in none.
async fn ask(transport: impl Transport) -> Result<[String; 3]> {
    let client = TracedRestClient::with_transport(transport);
    let own = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let span = info_span!("page");
    let context = span.context();
    let caller = context.span().span_context().clone();
    let told = client.trace().into_future().instrument(span.clone()).await?;
    assert_eq!(told, format!("00-{}-{}-01", caller.trace_id(), caller.span_id()));
    let told = [told, client.trace().header("traceparent", own).into_future().instrument(span).await?, client.trace().await?];
    assert_eq!((&*told[1], &*told[2]), (own, ""));
    Ok(told)
}

#[tokio::test]
async fn a_call_carries_the_span_on_in_which_it_is_awaited() -> Result<()> {
    opentelemetry::global::set_text_map_propagator(TraceContextPropagator::new());
    let tracer = SdkTracerProvider::default().tracer("test");
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    let _collecting = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    assert!(Span::current().is_none());
    let router = Server::new().add_service(TracedServer::new(App)).into_router();
    let running = Running::start(router.clone()).await?;
    let traces = [ask(InProcess::new(router)).await?, ask(Http::new(&running.base())?).await?];
    assert_ne!(traces[0][0], traces[1][0]);
    Ok(())
}
