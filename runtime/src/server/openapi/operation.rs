//! One operation of a document.

use super::absent::{may_be_absent, may_be_no_parameter};
use super::builder::DocumentBuilder;
use super::request_body::Body;
use super::schemas::SchemaSource;
use super::statuses::Known;
use super::{
    duplicate_parameter, form_schema, location_check, problem_responses, request_body, route_headers, security, statuses, webhooks,
};
use crate::server::describe::parameter_schema::without_null;
use crate::server::describe::type_info::{ErrorInfo, Named};
use crate::server::describe::write_only::of_secret;
use crate::server::problem::format::ProblemFormat;
use crate::server::schema::{SchemaDirection, is_known, is_option};
use crate::spec::{MethodSpec, Param, Place};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

impl DocumentBuilder {
    /// Writes the operation of a route, if the version has it.
    pub(super) fn method(&mut self, method: &'static MethodSpec) {
        let Some((value, error)) = method.returned.named else { return };
        if method.own_path_in(self.version).is_none() || self.info.as_ref().is_some_and(|info| !info.shows(method)) {
            return;
        }
        self.schemas.of_method(method, self.version);
        let mut operation = Operation::new(self, method);
        for (param, named) in method.params.iter().filter_map(|param| Some((param, param.captured.named?))) {
            operation.takes(param, named);
        }
        operation.gives(value, error);
    }
}

/// The route of a method while its types are named.
#[derive(Debug)]
struct Operation<'a> {
    api: &'a mut DocumentBuilder,
    method: &'static MethodSpec,
    parameters: Vec<Value>,
    members: Vec<Member>,
    body: Option<Body>,
    /// Whether success has no value.
    is_empty: bool,
}

impl<'a> Operation<'a> {
    fn new(api: &'a mut DocumentBuilder, method: &'static MethodSpec) -> Self {
        let parameters = request_body::key_parameter(method).into_iter().chain(webhooks::parameters(method)).collect();
        Self { api, method, parameters, members: Vec::new(), body: None, is_empty: false }
    }

    /// Names the type of an argument.
    fn takes(&mut self, param: &Param, named: Named) {
        match param.place {
            Place::Path => self.add_parameter(param, named, param.name, "path", true),
            Place::QueryParam => self.add_parameter(param, named, param.name, "query", false),
            Place::Header(header) => self.add_parameter(param, named, header, "header", false),
            Place::Query => self.add_query(param, named),
            Place::Body if param.is_file() => self.add_member(param, named),
            Place::Body => self.body = Some(self.sole_argument(param, named)),
            Place::Member => self.add_member(param, named),
            Place::Action => {}
        }
    }

    /// Names the types of the outcome, and writes the operation.
    fn gives(mut self, value: Named, error: ErrorInfo) {
        let (Some(verb), Some(path)) = (self.method.verb(), self.method.own_path_in(self.api.version)) else { return };
        let value = self.value(value);
        let schema = self.api.schemas.inline(SchemaDirection::Written, value);
        self.is_empty = value.named.is_unit && schema.get("type") == Some(&"null".into());
        if let Some(fault) = duplicate_parameter::fault(self.method, &duplicate_parameter::named(&self.parameters)) {
            self.api.schemas.refuse(fault);
        }
        let responses = self.responses(value, error);
        let operation = self.take_json(responses);
        self.api.paths.entry(path).or_default().insert(verb.as_str().to_ascii_lowercase(), operation);
    }

    /// The type of the value.
    fn value(&self, named: Named) -> SchemaSource {
        SchemaSource { table: self.method.returned.ty, named }
    }

    fn add_parameter(&mut self, param: &Param, named: Named, name: &str, place: &str, is_in_path: bool) {
        let schema = self.schema(param, named);
        let required = is_in_path || !may_be_no_parameter(&self.api.schemas.inline(SchemaDirection::Read, typed(param, named)));
        let schema = without_null(schema);
        self.parameters.push(json!({ "name": name, "in": place, "required": required, "schema": schema }));
    }

    /// The schema of an argument.
    fn schema(&mut self, param: &Param, named: Named) -> Value {
        let schema = self.api.schemas.of(SchemaDirection::Read, typed(param, named));
        if param.is_sensitive { of_secret(schema, param.is_password, true) } else { schema }
    }

    /// A struct spread over the query: each field is a parameter.
    fn add_query(&mut self, param: &Param, named: Named) {
        let schema = self.api.schemas.inline(SchemaDirection::Read, typed(param, named));
        let required: Vec<_> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let required = required.iter().any(|field| field == name) && !may_be_no_parameter(schema);
            self.parameters.push(query_field(name, required, schema.clone()));
        }
    }

    fn add_member(&mut self, param: &Param, named: Named) {
        let schema = self.schema(param, named);
        let is_required = !self.may_be_left_out(param, named);
        self.members.push(Member { name: param.name, schema, is_required, is_file: param.is_file() });
    }

    /// The body that is one argument.
    fn sole_argument(&mut self, param: &Param, named: Named) -> Body {
        let json = self.schema(param, named);
        let may_be_absent = self.may_be_left_out(param, named);
        Body { form: form_schema::of_argument(&self.api.schemas, param.name, &json), json, may_be_absent }
    }

    /// Returns true if a body may lack an argument. Other types than an `Option` may be `null`, and must be there all the same.
    fn may_be_left_out(&mut self, param: &Param, named: Named) -> bool {
        match param.captured.ty.filter(|ty| is_known(*ty)) {
            Some(ty) => is_option(ty),
            None => may_be_absent(&self.api.schemas.inline(SchemaDirection::Read, typed(param, named))),
        }
    }

    fn responses(&mut self, value: SchemaSource, error: ErrorInfo) -> Map<String, Value> {
        let mut responses = match self.api.format.clone() {
            Some(format) => self.formatted_problems(&format, error),
            None => self.problems(error),
        };
        let success = self.success(value);
        let statuses = self.statuses();
        responses.extend(statuses.iter().map(|status| (status.to_string(), described(*status, success.clone()))));
        statuses.iter().for_each(|status| route_headers::extend(self.method, *status, &mut responses));
        webhooks::extend(self.method, &mut responses);
        responses.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect()
    }

    /// The statuses of success.
    fn statuses(&self) -> Vec<u16> {
        let route = self.method.route;
        let first = route.and_then(|route| route.status).unwrap_or(if self.is_empty { 204 } else { 200 });
        std::iter::once(first).chain(route.into_iter().flat_map(|route| route.further_statuses).copied()).collect()
    }

    fn problems(&mut self, error: ErrorInfo) -> Map<String, Value> {
        let mut problems = problem_responses::of_variants(&mut self.api.schemas, error);
        let general = problem_responses::general(&mut self.api.schemas);
        for status in self.general_statuses() {
            problems.entry(status).or_default().push(general.clone());
        }
        let response =
            |(status, schemas)| (u16::to_string(&status), problem_responses::response(status, "application/problem+json", schemas));
        problems.into_iter().map(response).collect()
    }

    /// Every problem in the format of the service.
    fn formatted_problems(&mut self, format: &ProblemFormat, error: ErrorInfo) -> Map<String, Value> {
        let schema = self.api.schemas.by(format.schema());
        let statuses = error.variants.iter().map(|variant| variant.status).chain(self.general_statuses());
        let statuses: BTreeSet<_> = statuses.map(|status| format.status(status)).collect();
        let response = |status: u16| (status.to_string(), problem_responses::response(status, format.media_type(), vec![schema.clone()]));
        statuses.into_iter().map(response).collect()
    }

    /// What Trifold itself can answer on this route.
    fn general_statuses(&self) -> Vec<u16> {
        let (has_parameters, has_body) = (!self.parameters.is_empty(), self.has_body());
        statuses::general(self.method, Known { has_parameters, has_body, answers: !self.is_empty, is_counted: self.api.is_counted })
    }

    fn has_body(&self) -> bool {
        self.body.is_some() || !self.members.is_empty()
    }

    /// The members of a success, whatever its status.
    fn success(&mut self, value: SchemaSource) -> Map<String, Value> {
        let schema = self.api.schemas.of(SchemaDirection::Written, value);
        if let Some(fault) = location_check::fault(self.method, &self.api.schemas.resolved(&schema)) {
            self.api.schemas.refuse(fault);
        }
        let content = (!self.is_empty).then(|| ("content".to_owned(), route_headers::success(self.method, schema)));
        content.into_iter().collect()
    }

    fn take_json(&mut self, responses: Map<String, Value>) -> Value {
        let method = self.method;
        let mut operation = Map::new();
        // Linters ask for both, and readers of the one need not show the other.
        let (summary, description) = method.doc.trim().split_once("\n\n").unwrap_or((method.doc.trim(), method.doc.trim()));
        if !summary.is_empty() {
            operation.insert("summary".to_owned(), summary.replace('\n', " ").trim_end_matches('.').into());
            operation.insert("description".to_owned(), description.into());
        }
        operation.insert("operationId".to_owned(), format!("{}_{}", method.service.name, method.name).into());
        operation.insert("tags".to_owned(), json!([method.service.name]));
        self.parameters.extend(route_headers::condition(method));
        self.parameters.extend(route_headers::last_event_id(method));
        if !self.parameters.is_empty() {
            operation.insert("parameters".to_owned(), std::mem::take(&mut self.parameters).into());
        }
        if let Some(body) = self.whole_body() {
            operation.insert("requestBody".to_owned(), request_body::of(method, body));
        }
        if method.is_deprecated || method.route.is_some_and(|route| route.deprecated.is_some()) {
            operation.insert("deprecated".to_owned(), true.into());
        }
        self.api.schemes.add(method);
        if let Some(requirements) = security::requirements(method) {
            operation.insert("security".to_owned(), requirements);
        }
        operation.insert("responses".to_owned(), responses.into());
        if let Some(info) = &self.api.info {
            info.onto(method, &mut operation);
        }
        operation.into()
    }

    fn whole_body(&mut self) -> Option<Body> {
        let mut members = std::mem::take(&mut self.members);
        // In the order in which the parts of a form must come.
        members.sort_by_key(|member| member.is_file);
        let form =
            form_schema::of_members(&self.api.schemas, members.iter().map(|member| (member.name, &member.schema, member.is_required)));
        let of_members = |json| Body { json, form, may_be_absent: false };
        let required: Vec<_> = members.iter().filter(|member| member.is_required).map(|member| member.name).collect();
        let members: Map<_, _> = members.iter().map(|member| (member.name.to_owned(), member.schema.clone())).collect();
        match self.body.take() {
            Some(body) => Some(body),
            None if members.is_empty() => None,
            // The name of a part is a path within the arguments: not any text will do, and no other is of use.
            None if self.method.file().is_some() => {
                Some(of_members(json!({ "type": "object", "properties": members, "required": required, "additionalProperties": false })))
            }
            None => Some(of_members(json!({ "type": "object", "properties": members, "required": required }))),
        }
    }
}

/// A member of a body.
#[derive(Debug)]
struct Member {
    name: &'static str,
    schema: Value,
    is_required: bool,
    is_file: bool,
}

/// A response of a status, with what it is in words.
fn described(status: u16, members: Map<String, Value>) -> Value {
    let words = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Success");
    let description = ("description".to_owned(), words.into());
    std::iter::once(description).chain(members).collect::<Map<_, _>>().into()
}

/// The type of an argument.
fn typed(param: &Param, named: Named) -> SchemaSource {
    SchemaSource { table: param.captured.ty, named }
}

fn query_field(name: &str, required: bool, mut schema: Value) -> Value {
    let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
    let schema = without_null(schema);
    let mut parameter = json!({ "name": name, "in": "query", "required": required, "schema": schema });
    if let (Some(description), Some(parameter)) = (description, parameter.as_object_mut()) {
        parameter.insert("description".to_owned(), description);
    }
    parameter
}
