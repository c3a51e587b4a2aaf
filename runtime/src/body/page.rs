//! One page of a list.

use super::Cursor;
use crate::json::{Fault, Reader, Record, Slot, Writer};
use crate::wire::name::name_of;
use crate::wire::table::{Content, Field, Model, Name, Presence, Type, for_documents};
use crate::wire::{Faults, Shape, Whole, Wire};
use serde::{Deserialize, Serialize, Serializer, ser};

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
/// let start = paging.cursor.and_then(|cursor| cursor.key()).map_or(0, |last| last.saturating_add(1));
/// let items: Vec<u64> = (start..start.saturating_add(10)).collect();
/// let page = Page::new(items).next(&start.saturating_add(9));
/// # page }
/// ```
///
/// A caller goes on from the page itself:
///
/// ```
/// # use trifold::{CallError, Cursor, Page, error::Never, model};
/// # #[model] struct Paging { cursor: Option<Cursor<u64>>, limit: Option<u32> }
/// # #[trifold::service] trait Numbers { #[get("/numbers")] async fn list(&self, #[query] paging: Paging) -> Page<u64>; }
/// # async fn all(numbers: NumbersClient<impl trifold::Transport>) -> Result<Vec<u64>, CallError<Never>> {
/// let (mut all, mut cursor) = (Vec::new(), None);
/// loop {
///     let page = numbers.list(Paging { cursor, limit: None }).await?;
///     all.extend(page.items);
///     cursor = page.next.map(Cursor::from);
///     if cursor.is_none() {
///         return Ok(all);
///     }
/// }
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(schemars::JsonSchema), schemars(rename = "Page_of_{T}"))]
pub struct Page<T> {
    /// What is on this page.
    pub items: Vec<T>,
    /// The cursor of the next page, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The cursor of the page before, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Unwritable::is_nothing")]
    #[cfg_attr(feature = "server", schemars(skip))]
    unwritable: Unwritable,
}

/// Why a cursor could not be written: a page that has one is not sent, since without the cursor it would be taken for the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Unwritable(Option<String>);

impl Unwritable {
    fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom(self.0.as_deref().unwrap_or_default()))
    }
}

impl<T> Page<T> {
    /// A page with nothing after it and nothing before.
    pub fn new(items: Vec<T>) -> Self {
        Self { items, next: None, prev: None, unwritable: Unwritable::default() }
    }

    /// Says where the next page begins: the key of its [`Cursor`].
    ///
    /// A key that cannot be written (JSON cannot carry it, or has more than 1024 bytes of it) makes the answer a 500, with the reason
    /// in the log: nobody should take this page for the last. Where keys may be long, ask [`Cursor::new`] first.
    #[must_use]
    pub fn next<K: Serialize>(mut self, key: &K) -> Self {
        self.next = self.written(key);
        self
    }

    /// Says where the page before begins. Of a key that cannot be written the same is true as of [`next`](Self::next).
    #[must_use]
    pub fn prev<K: Serialize>(mut self, key: &K) -> Self {
        self.prev = self.written(key);
        self
    }

    fn written<K: Serialize>(&mut self, key: &K) -> Option<String> {
        let cursor = Cursor::new(key).map_err(|error| self.unwritable = Unwritable(Some(error.to_string())));
        cursor.ok().map(|cursor| cursor.as_str().to_owned())
    }
}

const fn cursor(name: &'static str, docs: &'static str) -> Field {
    Field { docs: for_documents(docs), presence: Presence::Defaulted, is_left_out: true, ..Field::new(name, <Option<String> as Wire>::ty) }
}

impl<T: Wire> Wire for Page<T> {
    const SHAPE: Shape = Shape::record()
        .field("items", Shape::sequence(T::SHAPE))
        .field("next", Shape::option(Shape::named("string")))
        .field("prev", Shape::option(Shape::named("string")))
        .whole(Whole::Page);

    fn ty() -> &'static Type {
        const {
            &Type::Model(&Model {
                docs: for_documents("One page of a list, with cursors to what comes after and before."),
                name: Some(Name { parameters: &[|| name_of(T::ty)], ..Name::new("Page_of_{}", std::any::type_name::<Self>) }),
                content: Content::Record(&[
                    Field { docs: for_documents("What is on this page."), ..Field::new("items", Vec::<T>::ty) },
                    cursor("next", "The cursor of the next page, if there is one."),
                    cursor("prev", "The cursor of the page before, if there is one."),
                ]),
                ..Model::UNIT
            })
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let (mut items, mut next, mut prev) = (Slot::new(Wire::read), Slot::new(Wire::read), Slot::new(Wire::read));
        reader.record(&Record::new(&["items", "next", "prev"]), &mut [&mut items, &mut next, &mut prev])?;
        Ok(Self { items: items.take()?, next: next.take()?, prev: prev.take()?, unwritable: Unwritable::default() })
    }

    fn write(&self, writer: &mut Writer) {
        let outer = writer.open();
        self.items.write(writer.name("items"));
        for (name, cursor) in [("next", &self.next), ("prev", &self.prev)] {
            cursor.iter().for_each(|cursor| writer.name(name).text(cursor));
        }
        if let Some(reason) = &self.unwritable.0 {
            writer.fail(ser::Error::custom(reason));
        }
        writer.close(outer);
    }

    fn check(&self, faults: &mut Faults<'_>) {
        self.items.check(&mut faults.at("items"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_whose_cursor_cannot_be_written_is_not_the_last() {
        let long = "x".repeat(2000);
        for page in [Page::new(vec![1]).next(&long), Page::new(vec![1]).prev(&long)] {
            let error = serde_json::to_string(&page).unwrap_err().to_string();
            assert!(error.contains("too long"), "{error}");
        }
    }

    #[test]
    fn a_page_comes_back_as_it_went() {
        let page = Page::new(vec![1, 2]).next(&2).prev(&1);
        let json = serde_json::to_string(&page).unwrap();
        assert_eq!(json, r#"{"items":[1,2],"next":"Mg","prev":"MQ"}"#);
        assert_eq!(serde_json::from_str::<Page<i32>>(&json).unwrap(), page);
    }
}
