//! The document of a page, and its files.

use axum::Router;
use axum::http::header;
use axum::response::Html;
use axum::routing::get;
use std::future::ready;
use std::io;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use trifold::server::Server;
use trifold_bundle::Assets;

const STYLE: &str = include_str!("../style.css");

/// The document of a page: its title, the tags of its bundle (`Assets::head`), and the HTML of its body.
pub fn document(title: &str, head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/style.css\">{head}</head><body>{body}</body></html>"
    )
}

/// The files that the document asks for.
pub fn files(assets: &Assets) -> Router {
    let style = ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE);
    Router::new().route("/style.css", get(move || ready(style))).nest_service("/assets", ServeDir::new(assets.folder()))
}

/// A page whose body its script makes, in the element `main`.
pub(crate) fn rendered_in_browser(title: &str, assets: &Assets) -> Router {
    let document = document(title, &assets.head("/assets"), "<main id=\"main\"></main>");
    files(assets).route("/", get(move || ready(Html(document.clone()))))
}

/// Serves on `ADDRESS`, which is 127.0.0.1:3000 where it is not set.
///
/// # Errors
/// The address is not free.
pub async fn listen(server: Server) -> io::Result<()> {
    let address = std::env::var("ADDRESS").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("http://{}", listener.local_addr()?);
    server.serve(listener).await
}
