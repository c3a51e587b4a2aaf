//! What the contexts of webhooks ask of a delivery, in a document: the headers that sign it, and the refusals.
//!
//! In: the contexts of a method, which a spec knows by the names in the trait: `StandardWebhook`, `GithubWebhook`. Out: parameters, statuses.

use crate::spec::MethodSpec;
use serde_json::{Map, Value, json};

/// A header, whether it must be there, and what it is.
type Header = (&'static str, bool, &'static str);

/// A context by its name, its headers, and the statuses that it answers with.
struct Webhook(&'static str, &'static [Header], &'static [u16]);

const KNOWN: [Webhook; 2] = [
    Webhook(
        "StandardWebhook",
        &[
            ("webhook-id", true, "The delivery, the same each time that it is sent."),
            ("webhook-timestamp", true, "When it is sent, in seconds since 1970."),
            (
                "webhook-signature",
                true,
                "Signatures as <https://www.standardwebhooks.com> has them, separated by spaces: `v1,` and the base64 of each.",
            ),
        ],
        // Of a delivery that comes again: 204 when it was handled, 409 while it is.
        &[204, 401, 409],
    ),
    Webhook(
        "GithubWebhook",
        &[
            ("x-hub-signature-256", true, "`sha256=` and the HMAC-SHA256 of the body in hexadecimal."),
            ("x-github-event", false, "What happened."),
            ("x-github-delivery", false, "The delivery."),
        ],
        &[401],
    ),
];

fn of(method: &MethodSpec) -> Option<&'static Webhook> {
    let is_named = |name: &str, context: &str| context.rsplit("::").next().is_some_and(|last| last.trim() == name);
    KNOWN.iter().find(|Webhook(name, ..)| method.contexts.iter().any(|context| is_named(name, context)))
}

/// The headers of a delivery.
pub(super) fn parameters(method: &MethodSpec) -> impl Iterator<Item = Value> {
    let headers = of(method).map_or(&[][..], |Webhook(_, headers, _)| headers);
    headers.iter().map(|(name, required, description)| {
        json!({ "name": name, "in": "header", "required": required, "description": description, "schema": { "type": "string" } })
    })
}

/// What a delivery is refused with.
pub(super) fn refusals(method: &MethodSpec) -> Vec<u16> {
    statuses(method).filter(|status| *status >= 400).collect()
}

/// Adds the answer to a delivery that was handled before, unless it is as any success.
pub(super) fn extend(method: &MethodSpec, responses: &mut Map<String, Value>) {
    for status in statuses(method).filter(|status| *status < 400) {
        responses.entry(status.to_string()).or_insert_with(|| json!({ "description": "Handled before" }));
    }
}

fn statuses(method: &MethodSpec) -> impl Iterator<Item = u16> {
    of(method).into_iter().flat_map(|Webhook(.., statuses)| statuses.iter().copied())
}
