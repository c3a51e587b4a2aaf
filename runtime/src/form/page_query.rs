//! The query of a page, and in it the id of the form that is sent there: `filter=open&/{id}`, or `filter=open&/{id}=%2Fthanks` of a form that
//! leads to a page of its own.
//!
//! An id is the name of a pair of the query: a slash, spelled as such, and the 22 characters of an action's id. Anything else is the page's own,
//! a slash in the name or in the value of a parameter too.

use crate::spec::Tag;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// The address, relative to the page with this query, to which a form of it is sent: `?filter=open&/{id}`.
pub(super) fn address(query: &str, id: &Tag, next: &str) -> String {
    let own = without_forms(query);
    let and = if own.is_empty() { "" } else { "&" };
    let is = if next.is_empty() { "" } else { "=" };
    format!("?{own}{and}/{}{is}{}", id.as_str(), utf8_percent_encode(next, NON_ALPHANUMERIC))
}

/// The page that the form of a query leads to, as it was written.
#[cfg(feature = "server")]
pub(crate) fn next(query: &str) -> Option<String> {
    query.split('&').find_map(|pair| Some(form(pair)?.1)).flatten()
}

/// Returns true for the address of a form.
#[doc(hidden)]
pub fn is_address(address: &str) -> bool {
    address.split_once('?').is_some_and(|(_, query)| forms(query).next().is_some())
}

/// The page of a form's address: the same without the form.
#[doc(hidden)]
pub fn page_of(address: &str) -> String {
    match address.split_once('?').map(|(path, query)| (path, without_forms(query))) {
        Some((path, query)) if !query.is_empty() => format!("{path}?{query}"),
        Some((path, _)) => path.to_owned(),
        None => address.to_owned(),
    }
}

/// The query as the page itself has it, without the id of any form.
pub(crate) fn without_forms(query: &str) -> Cow<'_, str> {
    if forms(query).next().is_none() {
        return Cow::Borrowed(query);
    }
    let own: Vec<_> = query.split('&').filter(|pair| form(pair).is_none()).collect();
    Cow::Owned(own.join("&"))
}

/// The ids of forms in a query, in its order.
pub(crate) fn forms(query: &str) -> impl Iterator<Item = Tag> {
    query.split('&').filter_map(form).map(|(id, _)| id)
}

/// The id of a form, and the page that it leads to.
fn form(pair: &str) -> Option<(Tag, Option<String>)> {
    let pair = pair.strip_prefix('/')?;
    let (id, next) = pair.split_once('=').map_or((pair, None), |(id, next)| (id, Some(next)));
    let decoded = |next: &str| percent_decode_str(next).decode_utf8().ok().map(Cow::into_owned);
    Some((Tag::parse(id)?, next.filter(|next| !next.is_empty()).and_then(decoded)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "AAECAwQFBgcICQoLDA0ODw";

    fn id() -> Tag {
        Tag::parse(ID).unwrap()
    }

    #[test]
    fn a_form_keeps_the_query_of_its_page_and_takes_the_place_of_another_form() {
        for (query, own) in [
            ("", ""),
            ("filter=open", "filter=open&"),
            ("a=/&b", "a=/&b&"),
            (&format!("/{ID}"), ""),
            (&format!("a&/{ID}&b=%2F{ID}"), &format!("a&b=%2F{ID}&")),
        ] {
            assert_eq!(address(query, &id(), ""), format!("?{own}/{ID}"), "{query}");
        }
    }

    #[test]
    fn a_form_says_where_it_leads() {
        let address = address("a=1", &id(), "/thanks?for=it&more=ä");
        assert_eq!(address, format!("?a=1&/{ID}=%2Fthanks%3Ffor%3Dit%26more%3D%C3%A4"));
        assert!(is_address(&address) && !is_address("/a?b") && !is_address(&format!("/{ID}")));
        assert_eq!((form(&address[5..]), &*without_forms(&address[1..])), (Some((id(), Some("/thanks?for=it&more=ä".to_owned()))), "a=1"));
        for (address, page) in [("/a?/AAECAwQFBgcICQoLDA0ODw=%2Fb&c", "/a?c"), ("/a?/AAECAwQFBgcICQoLDA0ODw", "/a"), ("/a", "/a")] {
            assert_eq!(page_of(address), page);
        }
        for none in [format!("/{ID}="), format!("/{ID}=%FF"), format!("/{ID}")] {
            assert_eq!(form(&none), Some((id(), None)), "{none}");
        }
    }

    #[test]
    fn only_a_slash_and_an_id_are_a_form() {
        for query in [format!("/{ID}"), format!("a=b&/{ID}&c"), format!("&&/{ID}&")] {
            assert_eq!(forms(&query).collect::<Vec<_>>(), [id()], "{query}");
        }
        assert_eq!(forms(&format!("/{ID}&x&/{ID}")).count(), 2);
        let others = [ID.to_owned(), format!("%2F{ID}"), format!("/{ID}A"), format!("/{ID}A=/x"), format!("//{ID}"), format!("a=/{ID}")];
        for query in others.iter().map(String::as_str).chain(["", "/", "/x", "/=/", "a=/b"]) {
            assert_eq!((forms(query).count(), &*without_forms(query)), (0, query), "{query}");
        }
    }
}
