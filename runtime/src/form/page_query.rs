//! The query of a page, and in it the id of the form that is sent there: `filter=open&/{id}`.
//!
//! An id is a pair of the query without `=`: a slash, spelled as such, and the 22 characters of an action's id. Anything else is the page's own,
//! a slash in the name or in the value of a parameter too.

use crate::spec::Tag;
use std::borrow::Cow;

/// The address, relative to the page with this query, to which a form of it is sent: `?filter=open&/{id}`.
pub(super) fn address(query: &str, id: &Tag) -> String {
    match &*without_forms(query) {
        "" => format!("?/{}", id.as_str()),
        own => format!("?{own}&/{}", id.as_str()),
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
    query.split('&').filter_map(form)
}

fn form(pair: &str) -> Option<Tag> {
    Tag::parse(pair.strip_prefix('/')?)
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
            assert_eq!(address(query, &id()), format!("?{own}/{ID}"), "{query}");
        }
    }

    #[test]
    fn only_a_slash_and_an_id_are_a_form() {
        for query in [format!("/{ID}"), format!("a=b&/{ID}&c"), format!("&&/{ID}&")] {
            assert_eq!(forms(&query).collect::<Vec<_>>(), [id()], "{query}");
        }
        assert_eq!(forms(&format!("/{ID}&x&/{ID}")).count(), 2);
        let others = [ID.to_owned(), format!("%2F{ID}"), format!("/{ID}="), format!("/{ID}A"), format!("//{ID}"), format!("a=/{ID}")];
        for query in others.iter().map(String::as_str).chain(["", "/", "/x", "/=/", "a=/b"]) {
            assert_eq!((forms(query).count(), &*without_forms(query)), (0, query), "{query}");
        }
    }
}
