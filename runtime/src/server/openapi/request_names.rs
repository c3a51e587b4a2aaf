//! The names of what is read in a document, where it is not what is written.
//!
//! In: the components of answers and of requests, by name. Out: for each that differs, or holds one that does, the name that requests have for
//! it: `TodoInput` beside `Todo`.

use serde_json::Value;
use std::collections::BTreeMap;

/// Where components refer to each other.
pub(super) const PREFIX: &str = "#/components/schemas/";

type Components = BTreeMap<String, Value>;

/// Other names, by the names that answers have.
#[derive(Debug)]
pub(super) struct RequestNames(BTreeMap<String, String>);

impl RequestNames {
    /// The names by which requests call theirs.
    pub(super) fn between(answers: &Components, requests: &Components) -> Self {
        let both = || requests.iter().filter_map(|(name, read)| answers.get(name).map(|written| (name, written, read)));
        let mut links = Self(BTreeMap::new());
        loop {
            let differs =
                |(name, written, read): &(&String, &Value, &Value)| !links.0.contains_key(*name) && (written != read || links.is_in(read));
            let found: Vec<_> = both().filter(differs).map(|(name, ..)| name.clone()).collect();
            if found.is_empty() {
                return links;
            }
            links.0.extend(found.into_iter().map(|name| {
                let is_taken = |new: &String| answers.contains_key(new) || requests.contains_key(new);
                let mut new = format!("{name}Input");
                while is_taken(&new) {
                    new.push('_');
                }
                (name, new)
            }));
        }
    }

    /// The name of a component of requests.
    pub(super) fn name(&self, name: &str) -> String {
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
        self.0.get(schema.get("$ref")?.as_str()?.strip_prefix(PREFIX)?)
    }

    fn is_in(&self, schema: &Value) -> bool {
        self.of(schema).is_some()
            || match schema {
                Value::Object(members) => members.values().any(|member| self.is_in(member)),
                Value::Array(items) => items.iter().any(|item| self.is_in(item)),
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
        let components = |leaf: Value| -> Components {
            let all = [("Leaf", leaf), ("Twig", refer("Leaf")), ("Tree", refer("Twig")), ("Stone", json!({})), ("TwigInput", json!({}))];
            all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
        };
        let links = RequestNames::between(&components(json!({ "type": "string" })), &components(json!({ "type": "integer" })));
        assert_eq!(["Leaf", "Twig", "Tree", "Stone"].map(|name| links.name(name)), ["LeafInput", "TwigInput_", "TreeInput", "Stone"]);
        let mut schema = refer("Leaf");
        links.follow(&mut schema);
        assert_eq!(schema, refer("LeafInput"));
    }
}
