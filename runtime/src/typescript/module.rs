//! The modules of a package and their declarations.

use super::client::{Argument, Carried, Client, Given, Method, Service};
use super::decoder::{PURE, decoder};
use super::names::{is_reserved, quoted};
use super::shape::{About, Alias, Shape};
use super::type_text::{Types, comment};
use crate::spec::Refresh;
use std::collections::BTreeSet;

/// The first line of each file.
const HEAD: &str = "// Written by trifold::typescript. Edits are lost.\n\n";

/// The declaration of all types with names.
pub(super) fn types(client: &Client) -> String {
    let aliases = aliases(client);
    let types = Types { aliases: &aliases };
    let documented = Alias::EACH.into_iter().filter(|(alias, _)| aliases.contains(&alias.name()));
    let texts = documented.map(|(alias, docs)| format!("/** {docs} */\nexport type {} = string;\n", alias.name()));
    let declared = client.types.iter().map(|(name, declaration)| types.declare(name, declaration));
    let all: Vec<_> = texts.chain(declared).collect();
    format!("{HEAD}{}", if all.is_empty() { "export {};\n".to_owned() } else { all.join("\n") })
}

/// The module that reads the types of answers.
pub(super) fn decoders(client: &Client) -> String {
    let mut text = format!("{HEAD}import * as core from \"./core.js\";\n\n");
    for (place, name) in client.answers.iter().enumerate() {
        let is_there = |held: &str| client.answers[..place].iter().any(|known| known == held);
        let refer = |held: &str| if is_there(held) { held.to_owned() } else { format!("{PURE}core.lazy(() => {held})") };
        if let Some(declaration) = client.types.get(name) {
            text += &format!("export const {name} = {};\n", decoder(&declaration.shape, &refer));
        }
    }
    text
}

/// The declaration of a service.
pub(super) fn declaration(client: &Client, service: &Service) -> String {
    let aliases = aliases(client);
    let types = Types { aliases: &aliases };
    let functions: Vec<_> = service.methods.iter().map(|method| function_type(&types, method)).collect();
    let names = names(service, &aliases);
    let imports = match names.len() {
        0 => String::new(),
        _ => format!("import type {{ {names} }} from \"./types.js\";\n", names = names.into_iter().collect::<Vec<_>>().join(", ")),
    };
    let live = if has_streams(service) { "import type * as live from \"./live.js\";\n" } else { "" };
    let about = About { docs: format!("{}\n\n@packageDocumentation", service.docs.trim()).trim().to_owned(), deprecated: None };
    format!(
        "{HEAD}{}import type * as core from \"./core.js\";\n{live}{imports}export type * from \"./types.js\";\n\n{}",
        comment(&about, ""),
        functions.join("\n")
    )
}

/// The module of a service.
pub(super) fn module(client: &Client, service: &Service) -> String {
    let functions: String = service.methods.iter().map(|method| function(client, method)).collect();
    let live = if has_streams(service) { "import * as live from \"./live.js\";\n" } else { "" };
    format!("{HEAD}import * as core from \"./core.js\";\n{live}import * as types from \"./types.js\";\n\n{functions}")
}

fn has_streams(service: &Service) -> bool {
    service.methods.iter().any(|method| matches!(method.value, Given::Stream(_)))
}

/// The texts with names that are declared: those that occur, and that no type of the user's is called as.
fn aliases(client: &Client) -> Vec<&'static str> {
    let mut used = BTreeSet::new();
    let mut look = |shape: &Shape| {
        if let Shape::Text(Some(alias)) = shape {
            used.insert(*alias);
        }
    };
    client.types.values().for_each(|declaration| declaration.shape.each(&mut look));
    client.services.iter().flat_map(|service| &service.methods).flat_map(shapes).for_each(|shape| shape.each(&mut look));
    used.into_iter().map(Alias::name).filter(|name| !client.types.contains_key(*name)).collect()
}

fn shapes(method: &Method) -> impl Iterator<Item = &Shape> {
    let value = if let Given::Json(shape) | Given::Stream(shape) = &method.value { Some(shape) } else { None };
    let arguments = method.arguments.iter().filter(|argument| argument.carried == Carried::Json);
    arguments.map(|argument| &argument.shape).chain(value).chain(&method.error)
}

/// The names of types that the methods of a service refer to.
fn names<'a>(service: &'a Service, aliases: &[&'static str]) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let texts = |shape: &Shape| {
        if let Shape::Text(Some(alias)) = shape { aliases.iter().copied().find(|name| *name == alias.name()) } else { None }
    };
    for shape in service.methods.iter().flat_map(shapes) {
        names.extend(shape.names());
        shape.each(&mut |shape| names.extend(texts(shape)));
    }
    names
}

fn function_type(types: &Types<'_>, method: &Method) -> String {
    let kind = match (&method.value, method.spec.is_read) {
        (Given::Stream(_), _) => "live.Stream",
        (_, true) => "core.Read",
        (_, false) => "core.Write",
    };
    let count = method.arguments.iter().rev().take_while(|argument| argument.may_be_null).count();
    let last_required = method.arguments.len() - count;
    let argument = |(place, argument): (usize, &Argument)| {
        let of = argument_type(types, argument);
        match (argument.may_be_null, place >= last_required) {
            (true, true) => format!("{}?: {of}", argument.name),
            (true, false) => format!("{}: {of} | undefined", argument.name),
            _ => format!("{}: {of}", argument.name),
        }
    };
    let arguments: Vec<_> = method.arguments.iter().enumerate().map(argument).collect();
    let value = match &method.value {
        Given::Json(shape) | Given::Stream(shape) => types.of(shape),
        Given::Bytes => "Blob".to_owned(),
        Given::Download => "core.Download".to_owned(),
    };
    let error = method.error.as_ref().map_or("never".to_owned(), |error| types.of(error));
    let of = format!("{kind}<[{}], {value}, {error}>", arguments.join(", "));
    comment(&method.about, "") + &exported(&method.name, |name| format!("declare const {name}: {of};\n"))
}

fn argument_type(types: &Types<'_>, argument: &Argument) -> String {
    let or_null = if argument.may_be_null { " | null" } else { "" };
    match argument.carried {
        Carried::Json => types.of(&argument.shape),
        Carried::File => format!("core.Upload{or_null}"),
        Carried::Bytes => format!("Blob{or_null}"),
    }
}

/// An exported constant, whose name may be a word that no constant can be called.
fn exported(name: &str, constant: impl Fn(&str) -> String) -> String {
    if is_reserved(name) {
        format!("{}export {{ {name}_ as {name} }};\n", constant(&format!("{name}_")))
    } else {
        format!("export {}", constant(name))
    }
}

fn function(client: &Client, method: &Method) -> String {
    let kind = match (&method.value, method.spec.is_read) {
        (Given::Stream(_), _) => "live.stream",
        (_, true) => "core.read",
        (_, false) => "core.write",
    };
    let refer = |name: &str| format!("types.{name}");
    let value = match &method.value {
        Given::Json(shape) | Given::Stream(shape) => decoder(shape, &refer),
        Given::Bytes => "core.blob".to_owned(),
        Given::Download => "core.download".to_owned(),
    };
    let id = method.spec.action.map(|action| action.tag().as_str().to_owned()).unwrap_or_default();
    let parts = [
        Some(quoted(&id)),
        Some(quoted(method.spec.strict.as_str())),
        Some(method.arguments.len().to_string()),
        Some(value),
        method.error.as_ref().map(|error| decoder(error, &refer)),
        refreshes(client, method),
        encoder(&method.arguments),
        method.spec.idempotency.is_offered().then(|| "core.keyed".to_owned()),
    ];
    let length = parts.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let parts: Vec<_> = parts.into_iter().take(length).map(|part| part.unwrap_or_else(|| "undefined".to_owned())).collect();
    exported(&method.name, |name| format!("const {name} = {PURE}{kind}({});\n", parts.join(", ")))
}

/// The reads that a write makes stale: the id of each, and behind colons the places of the write's arguments that are equal to the first ones of the read. Reads
/// that this package has not are none.
fn refreshes(client: &Client, write: &Method) -> Option<String> {
    let reads: Vec<_> = write.spec.refreshes.iter().filter_map(|refresh| stale_read(client, write, refresh)).collect();
    (!reads.is_empty()).then(|| quoted(&reads.join(" ")))
}

fn stale_read(client: &Client, write: &Method, refresh: &Refresh) -> Option<String> {
    let mut methods = client.services.iter().flat_map(|service| &service.methods);
    let read = methods.find(|method| method.spec.action.is_some_and(|action| *action.tag() == refresh.read))?;
    let place = |equal: &Argument| {
        let is_named = refresh.arguments.contains(&equal.wire);
        write.arguments.iter().position(|argument| is_named && argument.wire == equal.wire)
    };
    // A key has its arguments in order, and one key stands for all that begin as it does.
    let places = read.arguments.iter().map_while(place).map(|place| place.to_string());
    let parts: Vec<_> = std::iter::once(refresh.read.as_str().to_owned()).chain(places).collect();
    Some(parts.join(":"))
}

/// The function that writes the body, where that is not one JSON array.
fn encoder(arguments: &[Argument]) -> Option<String> {
    let place = |carried| arguments.iter().position(|argument| argument.carried == carried);
    if let Some(file) = place(Carried::File) {
        let names: Vec<_> = arguments.iter().map(|argument| quoted(argument.wire)).collect();
        return Some(format!("{PURE}core.multipart([{}], {file})", names.join(", ")));
    }
    place(Carried::Bytes).map(|_| "core.base64".to_owned())
}
