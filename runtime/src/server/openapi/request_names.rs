//! The names of what is read in a document, where it is not what is written.
//!
//! In: the descriptions of answers and of requests, by name. Out: for each that differs, or holds one that does, the name that requests have for
//! it: `TodoInput` beside `Todo`. TypeScript has the names in the same way.

use serde_json::Value;
use std::collections::BTreeMap;

/// Where components refer to each other.
pub(super) const PREFIX: &str = "#/components/schemas/";

/// The description of a type with a name.
pub(crate) trait Described: PartialEq {
    /// Returns true if it refers to a type of such a name.
    fn refers(&self, is: &dyn Fn(&str) -> bool) -> bool;
}

/// Other names, by the names that answers have.
#[derive(Debug)]
pub(crate) struct RequestNames(BTreeMap<String, String>);

impl RequestNames {
    /// The names by which requests call theirs.
    pub(crate) fn between<T: Described>(answers: &BTreeMap<String, T>, requests: &BTreeMap<String, T>) -> Self {
        let both = || requests.iter().filter_map(|(name, read)| answers.get(name).map(|written| (name, written, read)));
        let mut links = Self(BTreeMap::new());
        loop {
            let differs = |(name, written, read): &(&String, &T, &T)| {
                !links.0.contains_key(*name) && (written != read || read.refers(&|name| links.0.contains_key(name)))
            };
            let found: Vec<_> = both().filter(differs).map(|(name, ..)| name.clone()).collect();
            if found.is_empty() {
                return links;
            }
            links.0.extend(found.into_iter().map(|name| {
                let new = format!("{name}Input");
                (name, new)
            }));
        }
    }

    /// Tells of a name that requests have for a type, and that is another type's own.
    pub(crate) fn taken<T>(&self, answers: &BTreeMap<String, T>, requests: &BTreeMap<String, T>) -> Option<String> {
        let (name, new) = self.0.iter().find(|(_, new)| answers.contains_key(*new) || requests.contains_key(*new))?;
        Some(format!(
            "requests send another form of `{name}` than answers have, under the schema name `{new}`, and that is a type's own name; rename \
             that type: #[schemars(rename = \"..\")]"
        ))
    }

    /// The name of a type of requests.
    pub(crate) fn name(&self, name: &str) -> String {
        self.0.get(name).map_or(name, String::as_str).to_owned()
    }

    /// Has the references within a schema of a request lead to what is read.
    pub(super) fn follow(&self, schema: &mut Value) {
        if let Some(new) = self.of(schema) {
            schema["$ref"] = format!("{PREFIX}{new}").into();
        }
        match schema {
            Value::Object(members) => members.values_mut().for_each(|member| self.follow(member)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.follow(item)),
            _ => {}
        }
    }

    fn of(&self, schema: &Value) -> Option<&String> {
        self.0.get(target(schema)?)
    }
}

/// The component that a schema refers to.
pub(super) fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

impl Described for Value {
    fn refers(&self, is: &dyn Fn(&str) -> bool) -> bool {
        target(self).is_some_and(is)
            || match self {
                Self::Object(members) => members.values().any(|member| member.refers(is)),
                Self::Array(items) => items.iter().any(|item| item.refers(is)),
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_holds_what_differs_differs() {
        let refer = |name: &str| json!({ "items": { "$ref": format!("{PREFIX}{name}") } });
        let components = |leaf: Value| -> BTreeMap<String, Value> {
            let all = [("Leaf", leaf), ("Twig", refer("Leaf")), ("Tree", refer("Twig")), ("Stone", json!({}))];
            all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
        };
        let (mut answers, requests) = (components(json!({ "type": "string" })), components(json!({ "type": "integer" })));
        let links = RequestNames::between(&answers, &requests);
        assert_eq!(["Leaf", "Twig", "Tree", "Stone"].map(|name| links.name(name)), ["LeafInput", "TwigInput", "TreeInput", "Stone"]);
        assert_eq!(links.taken(&answers, &requests), None);
        let mut schema = refer("Leaf");
        links.follow(&mut schema);
        assert_eq!(schema, refer("LeafInput"));
        answers.insert("TwigInput".to_owned(), json!({}));
        assert!(
            links
                .taken(&answers, &requests)
                .is_some_and(|told| told.contains("form of `Twig` than answers have, under the schema name `TwigInput`"))
        );
    }
}
