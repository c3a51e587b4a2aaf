//! The bookings example's server: guests and their bookings in memory, and the page of one framework.
//!
//! In: a page's bundle. Out: a [`Server`]. Imports run one way: `page → restaurant`.

mod page;
mod restaurant;

pub use page::{document, files, listen};
pub use restaurant::{Guest, Restaurant};

use bookings_api::BookingsServer;
use std::sync::Arc;
use trifold::server::{Info, Server};
use trifold_bundle::Assets;

/// A server for a page that is rendered in the browser alone.
pub fn site(title: &str, assets: &Assets) -> Server {
    services(Arc::default()).pages(page::rendered_in_browser(title, assets))
}

/// The service, without a page.
pub fn services(restaurant: Arc<Restaurant>) -> Server {
    let info = Info::new("Bookings")
        .description("Tables of a restaurant, each guest's for itself.")
        .contact("Trifold", "https://github.com/trifold-rs/trifold")
        .license("MIT OR Apache-2.0", "https://github.com/trifold-rs/trifold#license");
    Server::new().info(info).add_service(BookingsServer::from_arc(restaurant))
}
