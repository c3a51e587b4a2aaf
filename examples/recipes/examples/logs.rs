//! One line of JSON for each call, and spans for OpenTelemetry that belong to the trace of the caller.

use opentelemetry::global;
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::net::TcpListener;
use tracing::Subscriber;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::prelude::*;
use trifold::server::Server;
use trifold::service;

/// Greetings.
#[service(version = 1)]
pub trait Greetings {
    /// Says hello.
    #[get("/hello/{name}")]
    async fn hello(&self, name: String) -> String;
}

/// The application.
pub struct App;

impl Greetings for App {
    async fn hello(&self, name: String) -> String {
        tracing::info!("a greeting is made");
        format!("hello, {name}")
    }
}

/// Writes lines of JSON, and gives the spans to OpenTelemetry.
pub fn subscriber<W>(writer: W, spans: &SdkTracerProvider) -> impl Subscriber + use<W>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = fmt::layer().json().with_writer(writer);
    let traces = tracing_opentelemetry::layer().with_tracer(spans.tracer("greetings"));
    tracing_subscriber::registry().with(LevelFilter::INFO).with(lines).with(traces)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // To send spans to a collector: `.with_batch_exporter(opentelemetry_otlp::SpanExporter::builder().with_http().build()?)`.
    let spans = SdkTracerProvider::builder().build();
    // Reads `traceparent` of requests, and writes it for calls of `Http`.
    global::set_text_map_propagator(TraceContextPropagator::new());
    subscriber(std::io::stdout, &spans).init();
    Server::new().add_service(GreetingsServer::new(App)).serve(TcpListener::bind("127.0.0.1:3000").await?).await?;
    Ok(spans.shutdown()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use opentelemetry::trace::SpanKind;
    use opentelemetry_sdk::trace::InMemorySpanExporter;
    use std::sync::Arc;
    use tracing::subscriber::NoSubscriber;
    use trifold::server::InProcess;

    #[tokio::test]
    async fn a_call_is_a_line_and_a_span_of_its_callers_trace() {
        let exporter = InMemorySpanExporter::default();
        let spans = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
        global::set_text_map_propagator(TraceContextPropagator::new());
        let log = tempfile::NamedTempFile::new().unwrap();
        let client =
            GreetingsRestClient::with_transport(InProcess::new(Server::new().add_service(GreetingsServer::new(App)).into_router()));
        // With two of them, a line of code asks both whether to log. With one it asks the thread that passes first, which may be another test's.
        let _other = tracing::Dispatch::new(NoSubscriber::new());
        let collecting = tracing::subscriber::set_default(subscriber(Arc::new(log.reopen().unwrap()), &spans));
        let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(client.hello("Ada".to_owned()).header("traceparent", traceparent).await.unwrap(), "hello, Ada");
        drop(collecting);

        let lines = std::fs::read_to_string(log.path()).unwrap();
        let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let answered = lines.iter().find(|line| line["target"] == "trifold::call").unwrap();
        assert_eq!((&answered["fields"]["message"], &answered["span"]["status"]), (&"answered".into(), &200.into()), "{answered}");
        let own = lines.iter().find(|line| line["fields"]["message"] == "a greeting is made").unwrap();
        assert_eq!(own["span"]["trace_id"], "4bf92f3577b34da6a3ce929d0e0e4736");

        let exported = exporter.get_finished_spans().unwrap();
        let call = exported.iter().find(|span| span.name == "Greetings.hello").unwrap();
        assert_eq!(call.span_context.trace_id().to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!((call.parent_span_id.to_string().as_str(), &call.span_kind), ("00f067aa0ba902b7", &SpanKind::Server));
    }
}
