//! Whether calls can be counted: `#[rate_limit]` asks where it is written, so that no server goes without the limit that its trait names.

/// What counts calls.
#[diagnostic::on_unimplemented(
    message = "`#[rate_limit]` needs what counts calls, and this server is built without it; switch on the feature `rate-limit` of `trifold`",
    label = "nothing would count these calls"
)]
pub trait Counted {}

/// The calls of a method.
#[derive(Debug)]
pub struct Calls;

#[cfg(feature = "rate-limit")]
impl Counted for Calls {}

/// Compiles where calls can be counted.
pub const fn counts<T: Counted>() {}
