//! The rooms of the server, floor by floor: a room may import from the floors below it, and from the crate's other modules.

/// The floors from the bottom up. Rooms of one floor do not know each other.
pub(super) const FLOORS: &[&[&str]] = &[
    &["header"],
    &["describe", "trace"],
    &["schema"],
    &["problem"],
    &["decode", "context"],
    &["guard", "webhooks"],
    &["idempotency"],
    &["body", "response"],
    &["call", "pages", "openapi", "serve"],
    &["service"],
    &["dispatch"],
    &["router"],
    &["builder"],
    &["testing"],
];

/// Files of the server that stand in no room: its public surface, and the door of generated code.
pub(super) const SURFACE: [&str; 2] = ["mod.rs", "generated.rs"];

/// The floor of a room.
pub(super) fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}
