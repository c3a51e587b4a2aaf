//! Through which fold a call came in.

/// Through which fold a call came in; a request extension that every `#[context]` extractor can read.
///
/// The dispatcher sets it after it has matched the request. Nothing that a peer sends can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// The action, from a client.
    Action,
    /// The action, from an HTML form.
    Form,
    /// The REST route.
    Rest {
        /// The version in the path, if there is one.
        version: Option<u32>,
    },
}
