//! The values that a page was rendered with: written by the store of the server, taken by the store of the page.

use crate::engine::{Engine, State};
use crate::rules::Key;
use crate::source::Source;
use std::sync::Arc;
use std::time::Duration;
use trifold::transport::{Response, json_items};

/// A value: the id of its action, its arguments as a JSON array, and itself as JSON.
type Value = (String, String, String);

/// Returns the values of a store as JSON.
pub(crate) fn write(engine: &Engine) -> String {
    let state = engine.lock();
    let values = state.cache.entries().iter().filter_map(|entry| {
        let value = entry.beside.source.answers()?.text(entry.shown.as_ref()?)?;
        Some(format!("[\"{}\",{},{value}]", entry.key.method, entry.key.array))
    });
    // Within JSON this character stands in texts alone.
    format!("[{}]", values.collect::<Vec<_>>().join(",")).replace('<', "\\u003c")
}

/// Has a store take values when they are asked for, as old as they are.
pub(crate) fn read(engine: &Engine, json: &str) {
    let mut values: Vec<_> = json_items(json).unwrap_or_default().into_iter().filter_map(value).collect();
    let now = engine.now();
    let mut state = engine.lock();
    let mut former = state.rendered.take();
    state.rendered = Some(Box::new(move |state, source| match take(&mut values, &source.key) {
        Some(value) => adopt(state, source, value, now),
        None => former.iter_mut().for_each(|former| former(state, source)),
    }));
}

fn value(entry: &str) -> Option<Value> {
    match json_items(entry)?[..] {
        [method, arguments, value] => Some((method.trim_matches('"').to_owned(), arguments.to_owned(), value.to_owned())),
        _ => None,
    }
}

fn take(values: &mut Vec<Value>, key: &Key) -> Option<String> {
    let at = values.iter().position(|(method, arguments, _)| *method == key.method && *arguments == key.array)?;
    Some(values.swap_remove(at).2)
}

/// Gives a source its value, unless it cannot be read.
fn adopt(state: &mut State, source: &Arc<Source>, value: String, now: Duration) {
    let response = Response { status: 200, headers: Vec::new(), body: value.into_bytes() };
    if let Some(Ok(value)) = source.answers().map(|method| method.outcome(Ok(response))) {
        state.hydrate(source, value, now);
    }
}
