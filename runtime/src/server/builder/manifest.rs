//! What a server offers, as a table that people review.
//!
//! In: the contracts of its services. Out: one row for each fold of each method, the same text every time. No action id is in the table: ids change
//! with the key and with the types, and whoever reviews a change asks what is new, and for whom.

use crate::spec::{ActionId, Idempotency, MethodSpec};
use serde::Serialize;
use std::fmt;

/// Each method of a server with its folds: `{}` prints a table, for the log at startup and for a file that a test holds equal, so that a new
/// public endpoint is seen in review. It serializes as a list of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Manifest {
    rows: Vec<ManifestRow>,
    #[serde(skip)]
    ids: Vec<&'static str>,
}

/// One fold of one method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManifestRow {
    /// Service and method: `Todos.create`.
    pub method: String,
    /// `action` or `rest`.
    pub fold: &'static str,
    /// Verb and template: `POST /_action/{id}`, `GET /api/v1/todos/{id}`.
    pub path: String,
    /// The types of the method's contexts, as the trait names them. None: anybody may call.
    pub contexts: &'static [&'static str],
    /// Whether calling twice is as calling once: by the verb, or with an idempotency key.
    pub idempotent: bool,
    /// The `Cache-Control` of a success, where one is set.
    pub cache: Option<&'static str>,
}

impl Manifest {
    pub(super) fn new(methods: impl Iterator<Item = &'static MethodSpec>) -> Self {
        let methods: Vec<_> = methods.collect();
        let ids = methods.iter().filter_map(|method| Some(method.action.as_ref()?.tag().as_str())).collect();
        Self { rows: methods.into_iter().flat_map(rows).collect(), ids }
    }

    /// Each fold of each method, in declared order; of a route, each version.
    pub fn rows(&self) -> &[ManifestRow] {
        &self.rows
    }

    /// The ids of this build's actions, as lines of an nginx `map` that give each the name of an upstream: while two builds are served, each
    /// call then goes to one that knows its action. The [guide](crate::guide::many) has the rest of the configuration.
    ///
    /// nginx compares without regard to case, which tells the ids of one project apart all the same.
    ///
    /// ```text
    /// # Ids of actions of `blue`.
    /// 3q2-7wAAAAAAAAAAAAAAAA blue;
    /// ```
    pub fn nginx_map(&self, upstream: &str) -> String {
        let lines = self.ids.iter().map(|id| format!("{id} {upstream};\n"));
        std::iter::once(format!("# Ids of actions of `{upstream}`.\n")).chain(lines).collect()
    }
}

/// A row for the action, and one for the route in each version.
fn rows(method: &'static MethodSpec) -> Vec<ManifestRow> {
    let row = |fold, path, idempotent, cache| {
        let name = format!("{}.{}", method.service.name, method.name);
        ManifestRow { method: name, fold, path, contexts: method.contexts, idempotent, cache }
    };
    let by_key = method.idempotency != Idempotency::None;
    let action = method.action.map(|_| row("action", format!("POST {}{{id}}", ActionId::PREFIX), by_key, Some("no-store")));
    let route = |version: Option<u32>| {
        let (method, path) = method.routes().find_map(|method| Some((method, method.own_path_in(version)?)))?;
        let verb = method.verb()?;
        Some(row("rest", format!("{verb} {path}"), verb.is_idempotent() || by_key, method.rest.cache))
    };
    action.into_iter().chain(method.service.versions.all().into_iter().filter_map(route)).collect()
}

impl ManifestRow {
    fn cells(&self) -> [String; 6] {
        let contexts = if self.contexts.is_empty() { "-".to_owned() } else { self.contexts.join(", ") };
        let idempotent = if self.idempotent { "idempotent" } else { "-" };
        let cache = self.cache.unwrap_or("-");
        [self.method.clone(), self.fold.to_owned(), self.path.clone(), contexts, idempotent.to_owned(), cache.to_owned()]
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["method", "fold", "path", "contexts", "idempotent", "cache"].map(str::to_owned);
        let lines: Vec<_> = std::iter::once(head).chain(self.rows.iter().map(ManifestRow::cells)).collect();
        let width = |column: usize| lines.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(width);
        for (i, row) in lines.iter().enumerate() {
            let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            let end = if i + 1 == lines.len() { "" } else { "\n" };
            write!(f, "{}{end}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}
