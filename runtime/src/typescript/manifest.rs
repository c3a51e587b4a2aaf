//! The package's `package.json`: what is ours in it, beside what its owners write.

use super::client::Client;
use serde_json::{Map, Value, json};

/// The manifest: as it is where that has all that is ours, else with that in it.
pub(super) fn text(known: Option<&str>, name: &str, client: &Client) -> Result<String, serde_json::Error> {
    let own = own(client);
    let mut manifest: Map<String, Value> = match known {
        Some(text) => serde_json::from_str(text)?,
        None => Map::from_iter([("name".to_owned(), name.into()), ("version".to_owned(), "0.0.0".into())]),
    };
    match known.filter(|_| own.iter().all(|(key, value)| manifest.get(key) == Some(value))) {
        Some(text) => Ok(text.to_owned()),
        None => {
            manifest.extend(own);
            Ok(format!("{:#}\n", Value::from(manifest)))
        }
    }
}

/// The name that the package has in a manifest.
pub(super) fn name(text: &str) -> Option<String> {
    let manifest: Value = serde_json::from_str(text).ok()?;
    manifest.get("name").and_then(Value::as_str).map(str::to_owned)
}

fn own(client: &Client) -> Map<String, Value> {
    let services = client.services.iter().map(|service| service.module.as_str());
    let modules = ["constraints", "live", "query", "types"].into_iter().chain(services);
    let modules = modules.map(|module| (format!("./{module}"), Value::from(format!("./{module}.js"))));
    // Types stand beside each module, where TypeScript finds them by itself.
    let exports: Map<String, Value> = std::iter::once((".".to_owned(), "./core.js".into())).chain(modules).collect();
    let own = json!({
        "type": "module",
        "sideEffects": false,
        "main": "./core.js",
        "types": "./core.d.ts",
        "exports": exports,
        "files": ["*.js", "*.d.ts"],
    });
    if let Value::Object(own) = own { own } else { Map::new() }
}
