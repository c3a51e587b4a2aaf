//! A long list, page by page.

use std::num::NonZeroU8;
use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::{Cursor, Page, model, service};

/// A part of the list.
#[model]
#[derive(Debug, Clone, Default)]
pub struct Paging {
    /// The last number of the page before.
    pub cursor: Option<Cursor<u64>>,
    /// Most numbers of a page.
    pub limit: Option<NonZeroU8>,
}

/// Numbers.
#[service(version = 1)]
pub trait Numbers {
    /// Lists numbers. The answer has a `Link` to the next page (RFC 8288).
    #[get("/numbers")]
    async fn list(&self, #[query] paging: Paging) -> Page<u64>;
}

/// The application.
#[derive(Debug)]
pub struct App;

impl Numbers for App {
    async fn list(&self, paging: Paging) -> Page<u64> {
        // In SQL: `WHERE id > :cursor ORDER BY id LIMIT :limit + 1`, where one more than asked for tells that there is a next page.
        let first = paging.cursor.and_then(|cursor| cursor.key()).map_or(1, |last| last.saturating_add(1));
        let limit = paging.limit.map_or(10, |limit| u64::from(limit.get()));
        let items: Vec<_> = (first..=25).take(limit as usize).collect();
        match items.last() {
            Some(&last) if last < 25 => Page::new(items).next(&last),
            _ => Page::new(items),
        }
    }
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(NumbersServer::new(App))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trifold::server::InProcess;

    #[tokio::test]
    async fn following_the_cursors_sees_each_number_once() {
        let numbers = NumbersRestClient::with_transport(InProcess::new(server().into_router()));
        let (mut seen, mut paging) = (Vec::new(), Paging::default());
        for _ in 0..5 {
            let page = numbers.list(paging.clone()).await.unwrap();
            seen.extend(page.items);
            paging.cursor = page.next.map(Cursor::from);
            if paging.cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, (1..=25).collect::<Vec<_>>());
    }
}
