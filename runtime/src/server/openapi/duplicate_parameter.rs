//! Whether a parameter is there once. A struct that is spread over the query may have a field called as an argument, or as a field of another,
//! and then no request could name both.
//!
//! In: the parameters of a method, as the document has them. Out: what is wrong, as a sentence; found when a server is built, since only then
//! the fields of a type are known.

use crate::spec::MethodSpec;
use serde_json::Value;

/// The first parameter that is taken twice.
pub(super) fn fault(method: &MethodSpec, parameters: &[Value]) -> Option<String> {
    let same = |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
    let (_, twice) = parameters.iter().enumerate().find(|(i, one)| parameters[..*i].iter().any(|other| same(one, other)))?;
    let (name, place) = (twice["name"].as_str()?, twice["in"].as_str()?);
    let (service, method) = (method.service.name, method.name);
    Some(format!("`{service}.{method}` takes `{name}` twice from the {place}; rename one, or take it once"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::ServiceSpec;
    use crate::wire::Shape;
    use serde_json::json;

    #[test]
    fn one_name_may_stand_in_two_places() {
        const METHOD: MethodSpec = ServiceSpec::named("Todos").method("find", "").fails(Shape::unit());
        let (path, query) = (json!({ "name": "id", "in": "path" }), json!({ "name": "id", "in": "query" }));
        assert_eq!(fault(&METHOD, &[path.clone(), query.clone()]), None);
        let expected = "`Todos.find` takes `id` twice from the query; rename one, or take it once";
        assert_eq!(fault(&METHOD, &[path, query.clone(), query]).as_deref(), Some(expected));
    }
}
