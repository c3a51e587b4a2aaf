//! What the served document says of the body and the answer of a case.

use super::case::Case;
use super::trips::Trip;
use anyhow::{Context, Result};
use jsonschema::Validator;
use serde_json::{Value, json};
use url::form_urlencoded::parse;

/// Parameters that were sent, and that the document does not know.
pub(super) fn undeclared(case: &Case, lane: &str, trips: &[Trip]) -> Vec<String> {
    let parameters = case.document["paths"][format!("/api/v1/{lane}")]["get"]["parameters"].as_array().cloned().unwrap_or_default();
    let is_known = |name: &str| parameters.iter().any(|parameter| parameter["in"] == "query" && parameter["name"] == name);
    let names = |trip: &Trip| trip.exchange.target.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    let sent = trips.iter().flat_map(|trip| parse(names(trip).as_bytes()).map(|(name, _)| name.into_owned()).collect::<Vec<_>>());
    sent.filter(|name| !is_known(name)).map(|name| format!("`{name}` is no parameter")).collect()
}

/// The schemas of the route that takes the value as its body.
pub(super) struct Bodies {
    request: Validator,
    answer: Validator,
}

impl Bodies {
    pub(super) fn of(case: &Case) -> Result<Self> {
        let operation = &case.document["paths"]["/api/v1/body"]["post"];
        let schema = |at: &Value| at["content"]["application/json"]["schema"].clone();
        Ok(Self {
            request: validator(case, schema(&operation["requestBody"]))?,
            // `()` is answered without content.
            answer: validator(
                case,
                if operation["responses"]["200"].is_null() { json!(false) } else { schema(&operation["responses"]["200"]) },
            )?,
        })
    }

    pub(super) fn takes(&self, request: &Value) -> bool {
        self.request.is_valid(request)
    }

    /// What travelled, and is not as the document says.
    pub(super) fn untaken(&self, trips: &[Trip]) -> Vec<String> {
        let of = |what, validator: &Validator, text: &str| match serde_json::from_str(text) {
            Ok(value) => validator.validate(&value).err().map(|error| format!("{what} {text}: {error}")),
            Err(_) => None,
        };
        let both = |trip: &Trip| [of("request", &self.request, &trip.exchange.request), of("answer", &self.answer, &trip.exchange.answer)];
        trips.iter().filter(|trip| trip.exchange.status == 200).flat_map(both).flatten().collect()
    }
}

fn validator(case: &Case, schema: Value) -> Result<Validator> {
    let schema = json!({ "allOf": [schema], "components": case.document["components"] });
    jsonschema::options().should_validate_formats(true).build(&schema).with_context(|| format!("{}: {schema}", case.name))
}
