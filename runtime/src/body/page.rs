//! One page of a list.

use super::Cursor;
use crate::wire::{Faults, Shape, Whole, Wire};
use serde::{Deserialize, Serialize};

/// One page of a list, with cursors to what comes after and before. A route answers it with `Link` headers (RFC 8288) too: the request's own
/// target, with the query parameter `cursor` set to go on, or to go back, or taken off for the start.
///
/// ```
/// # use trifold::{Cursor, Page, model, service};
/// #[model]
/// struct Paging {
///     cursor: Option<Cursor<u64>>,
///     #[garde(range(min = 1, max = 100))]
///     limit: Option<u32>,
/// }
///
/// #[service(version = 1)]
/// trait Numbers {
///     #[get("/numbers")]
///     async fn list(&self, #[query] paging: Paging) -> Page<u64>;
/// }
///
/// # fn list(paging: Paging) -> Page<u64> {
/// let start = paging.cursor.map_or(0, |Cursor(after)| after + 1);
/// let items: Vec<u64> = (start..start + 10).collect();
/// let page = Page::new(items).next(&Cursor(start + 9));
/// # page }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(schemars::JsonSchema))]
pub struct Page<T> {
    /// What is on this page.
    pub items: Vec<T>,
    /// The cursor of the next page, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The cursor of the page before, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
}

impl<T> Page<T> {
    /// A page with nothing after it and nothing before.
    pub fn new(items: Vec<T>) -> Self {
        Self { items, next: None, prev: None }
    }

    /// Says where the next page begins. A cursor that cannot be written is left out.
    #[must_use]
    pub fn next<K: Serialize>(mut self, cursor: &Cursor<K>) -> Self {
        self.next = cursor.to_text().ok();
        self
    }

    /// Says where the page before begins. A cursor that cannot be written is left out.
    #[must_use]
    pub fn prev<K: Serialize>(mut self, cursor: &Cursor<K>) -> Self {
        self.prev = cursor.to_text().ok();
        self
    }
}

impl<T: Wire> Wire for Page<T> {
    const SHAPE: Shape = Shape::record()
        .field("items", Shape::sequence(T::SHAPE))
        .field("next", Shape::option(Shape::named("string")))
        .field("prev", Shape::option(Shape::named("string")))
        .whole(Whole::Page);

    fn check(&self, faults: &mut Faults<'_>) {
        self.items.check(&mut faults.at("items"));
    }
}
