//! Methods that may be called again: as `#[refreshes(..)]` and `Effects::invalidate` name them.

use super::arguments::Arguments;
use super::id::Tag;
use super::method::MethodSpec;
use super::refresh::Refresh;

impl Refresh {
    /// Names every value of a read.
    pub(crate) const fn of(read: &MethodSpec) -> Self {
        let read = match &read.action {
            Some(action) => *action.tag(),
            None => Tag::new([0; 16]),
        };
        Self { read, arguments: &[] }
    }
}

/// A method whose values may be kept: its name among others, without what it returns.
#[diagnostic::on_unimplemented(
    message = "a method that may change something is not kept, and not read again",
    label = "not a read",
    note = "name a GET, or a method marked `#[read]`"
)]
pub trait ReadMethod {
    /// Its arguments.
    type Arguments: Arguments;

    /// The method.
    fn method(&self) -> &MethodSpec;
}

/// Returns true if a method has an argument of this name.
pub const fn has_argument(method: &MethodSpec, name: &str) -> bool {
    find(method, name).is_some()
}

/// Returns true if the argument of this name is written alike in both methods, or one of them has none.
pub const fn is_same_argument(write: &MethodSpec, read: &MethodSpec, name: &str) -> bool {
    match (find(write, name), find(read, name)) {
        (Some(ours), Some(theirs)) => {
            is_equal(&write.params[ours].shape.strict_fingerprint(), &read.params[theirs].shape.strict_fingerprint())
        }
        _ => true,
    }
}

const fn find(method: &MethodSpec, name: &str) -> Option<usize> {
    let mut i = 0;
    while i < method.params.len() {
        if is_equal(method.params[i].name.as_bytes(), name.as_bytes()) {
            return Some(i);
        }
        i += 1;
    }
    None
}

const fn is_equal(one: &[u8], other: &[u8]) -> bool {
    let mut i = 0;
    while i < one.len() && i < other.len() && one[i] == other[i] {
        i += 1;
    }
    i == one.len() && i == other.len()
}
