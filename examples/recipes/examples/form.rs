//! A form that works without scripts: it is sent to its own page, and what is wrong stands beside its field.

use axum::{Router, response::Html, routing::get};
use std::sync::Mutex;
use tokio::net::TcpListener;
use trifold::form::KEY;
use trifold::server::{FormState, Server};
use trifold::{model, service};

/// An entry of the book.
#[model]
#[derive(Debug, Clone)]
pub struct Entry {
    /// The guest.
    #[garde(length(min = 1, max = 40))]
    pub name: String,
    /// The words of the guest.
    #[garde(length(min = 1, max = 500))]
    pub text: String,
}

/// A book for guests.
#[service]
pub trait Guestbook {
    /// Writes into the book.
    async fn sign(&self, entry: Entry);
}

/// The application.
#[derive(Debug, Default)]
pub struct App(Mutex<Vec<Entry>>);

impl Guestbook for App {
    async fn sign(&self, entry: Entry) {
        self.0.lock().expect("no thread panics with the lock").push(entry);
    }
}

async fn page(forms: FormState) -> Html<String> {
    let form = forms.form(GuestbookSpec::SIGN);
    let field = |name: &str| {
        let field = form.field(name);
        let error = field.error.as_deref().unwrap_or_default(); // a template engine escapes it
        format!(r#"<p><label for="{}">{}</label> <input {}> <b>{error}</b></p>"#, field.id, field.label, field.attributes())
    };
    // With its key a double click is one entry.
    let key = form.key().map(|key| format!(r#"<input type="hidden" name="{KEY}" value="{key}">"#)).unwrap_or_default();
    let fields = field("entry.name") + &field("entry.text");
    Html(format!(
        r#"<!doctype html><title>Guests</title><form method="post" action="{}">{key}{fields}<button>Sign</button></form>"#,
        form.action()
    ))
}

fn server() -> Server {
    Server::new().add_service(GuestbookServer::new(App::default())).pages(Router::new().route("/", get(page)))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    async fn send(body: &'static str) -> (StatusCode, String) {
        let id = GuestbookSpec::SIGN.action_path().trim_start_matches("/_action/");
        let request = Request::post(format!("/?/{id}"))
            .header("host", "guests.example")
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = server().into_service().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        (status, String::from_utf8(to_bytes(Body::new(answer.into_body()), 1 << 20).await.unwrap().into()).unwrap())
    }

    #[tokio::test]
    async fn a_form_leads_back_to_its_page() {
        assert_eq!(send("entry.name=Ann&entry.text=Hello").await.0, StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn a_refused_form_is_shown_again_with_what_was_typed() {
        let (status, page) = send("entry.name=Ann&entry.text=").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(r#"value="Ann""#) && page.contains("<b>must not be empty"), "{page}");
    }
}
