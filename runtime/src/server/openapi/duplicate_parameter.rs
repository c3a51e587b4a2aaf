//! Parameters that are there twice. A struct that is spread over the query may have a field called as an argument, or as a field of another,
//! and then no request could name both.
//!
//! In: the parameters of a method, each by its name and its place. Out: what is wrong, as a sentence; found when a server is built, since only
//! then the fields of a type are known.

use crate::spec::MethodSpec;
use serde_json::Value;

/// A parameter: its name, and where it stands.
pub(super) type Parameter<'a> = (&'a str, &'a str);

/// The parameters of a document.
pub(super) fn named(parameters: &[Value]) -> Vec<Parameter<'_>> {
    parameters.iter().filter_map(|parameter| Some((parameter["name"].as_str()?, parameter["in"].as_str()?))).collect()
}

/// The first parameter that is taken twice.
pub(super) fn fault(method: &MethodSpec, parameters: &[Parameter<'_>]) -> Option<String> {
    let (_, (name, place)) = parameters.iter().enumerate().find(|(i, one)| parameters[..*i].contains(one))?;
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
        let [path, query] = ["path", "query"].map(|place| json!({ "name": "id", "in": place }));
        let fault = |parameters: &[Value]| fault(&METHOD, &named(parameters));
        assert_eq!(fault(&[path.clone(), query.clone()]), None);
        let expected = "`Todos.find` takes `id` twice from the query; rename one, or take it once";
        assert_eq!(fault(&[path, query.clone(), query]).as_deref(), Some(expected));
    }
}
