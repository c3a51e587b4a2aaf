//! Two builds of one service: the second takes other arguments in one method, and one more field in another. And the proxy that knows both.

use crate::nginx::{Proxy, upstream};
use anyhow::Result;
use std::net::SocketAddr;
use std::path::Path;
use trifold::server::Manifest;

/// A build whose answers say which it is.
macro_rules! build {
    ($name:literal, book($($argument:ident: $type:ty),*), Note { $($field:ident: $kind:ty),* }) => {
        use crate::process::Notes;
        use axum::Router;
        use axum::routing::get;
        use trifold::server::Server;
        use trifold::{model, service};

        /// A number to note.
        #[model]
        #[derive(Default)]
        pub(crate) struct Note {
            pub(crate) number: u64,
            $(pub(crate) $field: $kind),*
        }

        #[service(name = "Desk")]
        pub(crate) trait Desk {
            #[idempotent]
            async fn book(&self, seat: u64, $($argument: $type),*) -> String;
            #[idempotent]
            async fn mark(&self, note: Note) -> String;
            async fn free(&self) -> String;
        }

        #[derive(Default)]
        pub(crate) struct App(pub(crate) Notes);

        impl Desk for App {
            async fn book(&self, seat: u64, $(_: $type),*) -> String {
                self.0.write(seat);
                $name.to_owned()
            }

            async fn mark(&self, note: Note) -> String {
                self.0.write(note.number);
                $name.to_owned()
            }

            async fn free(&self) -> String {
                $name.to_owned()
            }
        }

        pub(crate) fn server() -> Server {
            Server::new().add_service(DeskServer::new(App::default())).pages(Router::new().route("/desk", get(async || $name)))
        }
    };
}

pub(crate) mod blue {
    build!("blue", book(name: String), Note {});
}

pub(crate) mod green {
    build!("green", book(is_quiet: bool), Note { place: Option<String> });
}

/// The proxy of the guide: the ids of each build in a file, and to whom a request goes by them.
pub(crate) fn proxy(folder: &Path, [blues, greens]: [&[SocketAddr]; 2], is_mapped: bool) -> Result<Proxy> {
    let manifests: [(&str, Manifest); 2] = [("blue", blue::server().manifest()), ("green", green::server().manifest())];
    for (name, manifest) in manifests {
        std::fs::write(folder.join(format!("{name}.map")), manifest.nginx_map(name))?;
    }
    let servers = [("blue", blues), ("green", greens), ("all", &[blues, greens].concat())];
    let servers: String = servers.iter().map(|(name, servers)| upstream(name, servers)).collect();
    let folder = folder.display();
    let maps = format!(
        "map $request_uri $trifold_id {{
        \"~^/_action/(?<action>[A-Za-z0-9_-]+)$\" $action;
        \"~[?&]/(?<form>[A-Za-z0-9_-]{{22}})(=|&|$)\" $form;
    }}
    map $trifold_id $trifold_blue {{ include {folder}/blue.map; }}
    map $trifold_id $trifold_green {{ include {folder}/green.map; }}
    map \"$trifold_blue,$trifold_green\" $trifold_build {{ default all; \"blue,\" blue; \",green\" green; }}"
    );
    Ok(Proxy { above: servers + &maps, to: if is_mapped { "$trifold_build" } else { "all" }.to_owned(), more: String::new() })
}
