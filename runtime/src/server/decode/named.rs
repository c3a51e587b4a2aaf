//! The parameters of a query by name. A list may be spelled as in a form: `tag=a&tag=b`, `tag[]=a&tag[]=b`, `tag[0]=a&tag[1]=b`.
//!
//! In: a query. Out: a [`Field`] for each name without brackets, in the order in which they first come; as JSON, an array of texts, or an object of
//! them by their full names, in the order of a list, where something has brackets. One that is no list begins with a member without a name.

use crate::json;
use std::borrow::Cow;
use std::collections::HashMap;

/// What was sent under one name.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    /// Without brackets.
    pub(super) name: Cow<'a, str>,
    kind: Kind,
    items: Vec<Item<'a>>,
}

/// The meaning of the brackets behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// There are none.
    Plain,
    /// The texts are items of a list, though it be one.
    List,
    /// They are of no list.
    Unclear,
}

/// One text, and the name under which it came.
#[derive(Debug, Clone)]
struct Item<'a> {
    full: Cow<'a, str>,
    text: Cow<'a, str>,
}

/// What stands behind a name in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Suffix {
    Nothing,
    /// `[]`
    Next,
    /// `[7]`
    At(u32),
    /// What says of no list where the text belongs.
    Other,
}

impl Field<'_> {
    /// The texts as JSON.
    pub(super) fn json(&self) -> String {
        if self.kind == Kind::Plain {
            return json::texts(self.items.iter().map(|item| &*item.text));
        }
        let apart = grouped(self.items.iter().map(|item| (item.full.clone(), item.clone())));
        let members = apart.iter().map(|field| format!("{}:{}", json::string(&field.name), field.json()));
        let unclear = (self.kind == Kind::Unclear).then(|| "\"\":null".to_owned());
        format!("{{{}}}", unclear.into_iter().chain(members).collect::<Vec<_>>().join(","))
    }

    fn has_brackets(&self) -> bool {
        self.items.iter().any(|item| item.full != self.name)
    }

    /// Puts the texts in the order that their brackets say.
    fn settle(&mut self) {
        let mut items: Vec<_> = self.items.drain(..).map(|item| (suffix(&item.full).1, item)).collect();
        let is_indexed = items.iter().any(|(suffix, _)| matches!(suffix, Suffix::At(_)));
        items.sort_by_key(|(suffix, _)| if is_indexed { *suffix } else { Suffix::Nothing });
        let is_twice = items.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let is_mixed = is_indexed && (is_twice || items.iter().any(|(suffix, _)| !matches!(suffix, Suffix::At(_))));
        self.kind = match () {
            () if is_mixed || items.iter().any(|(suffix, _)| *suffix == Suffix::Other) => Kind::Unclear,
            () if items.iter().any(|(suffix, _)| *suffix != Suffix::Nothing) => Kind::List,
            () => Kind::Plain,
        };
        self.items = items.into_iter().map(|(_, item)| item).collect();
    }
}

/// A whole query as JSON.
pub(super) fn json(query: &str) -> String {
    let members = fields(query).iter().map(|field| format!("{}:{}", json::string(&field.name), field.json())).collect::<Vec<_>>();
    format!("{{{}}}", members.join(","))
}

/// The parameters of a query.
pub(super) fn fields(query: &str) -> Vec<Field<'_>> {
    let named = form_urlencoded::parse(query.as_bytes()).map(|(full, text)| {
        let name = match full.clone() {
            Cow::Borrowed(full) => Cow::Borrowed(suffix(full).0),
            Cow::Owned(full) => Cow::Owned(suffix(&full).0.to_owned()),
        };
        (name, Item { full, text })
    });
    let mut fields = grouped(named);
    fields.iter_mut().filter(|field| field.has_brackets()).for_each(Field::settle);
    fields
}

fn grouped<'a>(items: impl Iterator<Item = (Cow<'a, str>, Item<'a>)>) -> Vec<Field<'a>> {
    let mut fields: Vec<Field<'a>> = Vec::new();
    let mut places = HashMap::new();
    for (name, item) in items {
        let place = *places.entry(name.clone()).or_insert(fields.len());
        match fields.get_mut(place) {
            Some(field) => field.items.push(item),
            None => fields.push(Field { name, kind: Kind::Plain, items: vec![item] }),
        }
    }
    fields
}

/// A name, and what stands behind it in brackets.
fn suffix(full: &str) -> (&str, Suffix) {
    let Some((name, rest)) = full.split_once('[').filter(|(name, _)| !name.is_empty()) else { return (full, Suffix::Nothing) };
    let suffix = match rest.strip_suffix(']') {
        Some("") => Suffix::Next,
        Some(index) => index.parse().ok().filter(|place: &u32| place.to_string() == index).map_or(Suffix::Other, Suffix::At),
        None => Suffix::Other,
    };
    (name, suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_say_a_list() {
        let read = |query| {
            let field = fields(query).into_iter().find(|field| field.name == "a")?;
            Some((field.kind, field.items.iter().map(|item| item.text.to_string()).collect::<String>()))
        };
        let cases = [
            ("a=1", Kind::Plain, "1"),
            ("a=1&b=2&a=3", Kind::Plain, "13"),
            ("a[]=1", Kind::List, "1"),
            ("a%5B%5D=1&a[]=2", Kind::List, "12"),
            ("a=1&a[]=2", Kind::List, "12"),
            ("a[1]=2&a[0]=1", Kind::List, "12"),
            ("a[10]=3&a[9]=2&a[4294967295]=4", Kind::List, "234"),
            ("a[0]=1&a[0]=2", Kind::Unclear, "12"),
            ("a[0]=1&a[]=2", Kind::Unclear, "21"),
            ("a[x]=1", Kind::Unclear, "1"),
            ("a[=1", Kind::Unclear, "1"),
            ("a[00]=1", Kind::Unclear, "1"),
            ("a[-1]=1", Kind::Unclear, "1"),
            ("a[0][b]=1", Kind::Unclear, "1"),
            ("a[4294967296]=1", Kind::Unclear, "1"),
        ];
        for (query, kind, texts) in cases {
            assert_eq!(read(query), Some((kind, texts.to_owned())), "{query}");
        }
        assert!(read("[a]=1&b[a]=1&A=1").is_none());
    }
}
