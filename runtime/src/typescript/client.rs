//! The actions of a server, with what they take and give, by names that TypeScript has.

use super::constraints::{self, Constraints};
use super::fault::{PackageError, Refused};
use super::integers::Integers;
use super::names::{camel_case, check_type, is_identifier};
use super::shape::{About, Declaration, Shape};
use super::walk::Walk;
use crate::server::{Contract, RequestNames, SchemaDirection, Server};
use crate::spec::{MethodSpec, Param};
use crate::wire::Whole;
use crate::wire::table::Type;
use std::collections::BTreeMap;

/// Modules of the package that no service can be called.
const OWN_MODULES: [&str; 5] = ["constraints", "core", "live", "query", "types"];

/// The client of a server.
#[derive(Debug)]
pub(super) struct Client {
    /// The types with names, of answers and of requests.
    pub(super) types: BTreeMap<String, Declaration>,
    /// The names of those that answers hold, each behind those that it holds itself where that can be.
    pub(super) answers: Vec<String>,
    pub(super) services: Vec<Service>,
    pub(super) constraints: Constraints,
}

/// A service with actions.
#[derive(Debug)]
pub(super) struct Service {
    /// The name of its module: `todos`.
    pub(super) module: String,
    pub(super) docs: &'static str,
    pub(super) methods: Vec<Method>,
}

/// A method with an action.
#[derive(Debug)]
pub(super) struct Method {
    /// The name of its function: `toggleAll`.
    pub(super) name: String,
    pub(super) spec: &'static MethodSpec,
    pub(super) about: About,
    pub(super) arguments: Vec<Argument>,
    pub(super) value: Given,
    pub(super) error: Option<Shape>,
}

/// A wire argument.
#[derive(Debug)]
pub(super) struct Argument {
    pub(super) name: String,
    /// Its name on the wire.
    pub(super) wire: &'static str,
    pub(super) may_be_null: bool,
    pub(super) shape: Shape,
    pub(super) carried: Carried,
}

/// Carrier of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    Json,
    /// As a part of a form.
    File,
    /// As base64.
    Bytes,
}

/// The value of a success.
#[derive(Debug)]
pub(super) enum Given {
    Json(Shape),
    Bytes,
    Download,
    /// Values of this type, one after the other.
    Stream(Shape),
}

impl Client {
    /// The client of all services of a server that have actions.
    pub(super) fn of(server: &Server, integers: Integers) -> Result<Self, PackageError> {
        drop(server.clone().try_into_router().map_err(PackageError::Server)?);
        let (mut written, mut read) = (Walk::new(SchemaDirection::Written, integers), Walk::new(SchemaDirection::Read, integers));
        let mut services = Vec::new();
        for contract in server.contracts() {
            services.extend(service(&contract, &mut written, &mut read)?);
        }
        let (answers, requests) = (written.finish()?, read.finish()?);
        let names = RequestNames::between(&answers, &requests);
        if let Some(taken) = names.taken(&answers, &requests) {
            return Err(Refused::new(taken).into());
        }
        let mut types = answers.clone();
        for (name, mut declaration) in requests {
            declaration.shape.rename(&|name| names.name(name));
            types.entry(names.name(&name)).or_insert(declaration);
        }
        types.keys().try_for_each(|name| check_type(name))?;
        let arguments = services.iter_mut().flat_map(|service| &mut service.methods).flat_map(|method| &mut method.arguments);
        arguments.for_each(|argument| argument.shape.rename(&|name| names.name(name)));
        Ok(Self { answers: in_order(&answers), types, constraints: constraints::of(server, &names), services })
    }
}

/// A service, if it has actions.
fn service(contract: &Contract, written: &mut Walk, read: &mut Walk) -> Result<Option<Service>, Refused> {
    let methods = contract.methods.iter().filter(|method| method.action.is_some());
    let methods: Vec<_> = methods.map(|spec| method(spec, written, read)).collect();
    let (name, docs) = (contract.service.name, contract.service.doc);
    let module = kebab_case(name);
    if methods.is_empty() {
        return Ok(None);
    }
    if OWN_MODULES.contains(&module.as_str()) || !is_identifier(&module.replace('-', "_")) {
        return Err(Refused::new(format!(
            "the service `{name}` would be the module `{module}`; give it another name: #[service(name = \"..\")]"
        )));
    }
    for (place, method) in methods.iter().enumerate() {
        if let Some(other) = methods[..place].iter().find(|other| other.name == method.name) {
            let (one, two) = (other.spec.name, method.spec.name);
            return Err(Refused::new(format!(
                "the methods `{one}` and `{two}` of `{name}` are both `{}` in TypeScript; rename one",
                method.name
            )));
        }
    }
    Ok(Some(Service { module, docs, methods }))
}

fn method(spec: &'static MethodSpec, written: &mut Walk, read: &mut Walk) -> Method {
    let mut given = || written.whole(spec.returned.ty, spec.returned.named.map(|(value, _)| value));
    let value = match spec.rest.body {
        Whole::Download => Given::Download,
        Whole::Raw => Given::Bytes,
        Whole::Json | Whole::Page => Given::Json(given()),
        // A stream is described by the list of what comes.
        Whole::Events => Given::Stream(if let Shape::List(item) = given() { *item } else { Shape::Unknown }),
    };
    Method {
        name: camel_case(spec.name),
        spec,
        about: About { deprecated: deprecated(spec), ..About::docs(spec.doc) },
        arguments: spec.params.iter().map(|param| argument(param, read)).collect(),
        value,
        error: spec.returned.error.map(|error| written.of(error)),
    }
}

fn deprecated(spec: &MethodSpec) -> Option<String> {
    let since = spec.route.and_then(|route| route.deprecated).map(|date| format!("since {date}"));
    since.or_else(|| spec.is_deprecated.then(String::new))
}

fn argument(param: &Param, read: &mut Walk) -> Argument {
    let carried = match param.shape.as_body() {
        _ if param.is_file() => Carried::File,
        Whole::Raw => Carried::Bytes,
        _ => Carried::Json,
    };
    let shape = read.whole(param.captured.ty, param.captured.named);
    let may_be_null =
        matches!(shape, Shape::Nullable(_) | Shape::Null) || param.captured.ty.is_some_and(|ty| matches!(ty(), Type::Option(_)));
    Argument { name: camel_case(param.name), wire: param.name, may_be_null, shape, carried }
}

/// `TodoLists` is `todo-lists`.
fn kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() && !kebab.ends_with('-') {
            kebab.push('-');
        }
        kebab.extend(if c == '_' { '-' } else { c }.to_lowercase());
    }
    kebab
}

/// Names in such an order that each stands behind those that its type holds, but for types that hold themselves.
fn in_order(types: &BTreeMap<String, Declaration>) -> Vec<String> {
    fn add(name: &str, types: &BTreeMap<String, Declaration>, begun: &mut Vec<String>, order: &mut Vec<String>) {
        let Some(declaration) = types.get(name).filter(|_| !begun.iter().any(|known| known == name)) else { return };
        begun.push(name.to_owned());
        declaration.shape.names().into_iter().for_each(|held| add(held, types, begun, order));
        order.push(name.to_owned());
    }

    let (mut begun, mut order) = (Vec::new(), Vec::new());
    types.keys().for_each(|name| add(name, types, &mut begun, &mut order));
    order
}
