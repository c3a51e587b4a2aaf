//! Whether calls can be counted: `#[rate_limit]` asks where it is written, so that no server goes without the limit that its trait names.

/// What counts calls.
#[diagnostic::on_unimplemented(
    message = "`#[rate_limit]` needs the feature `rate-limit` of `trifold`, and this server is built without it",
    label = "nothing would count these calls",
    note = "add `\"rate-limit\"` to the features of `trifold` in the server's `Cargo.toml`"
)]
pub trait Counted {
    /// The answer.
    type Yes;
}

/// The calls of a method.
#[derive(Debug)]
pub struct Calls;

#[cfg(feature = "rate-limit")]
impl Counted for Calls {
    type Yes = crate::wire::Fits;
}

/// [`Fits`](crate::wire::Fits), where `T`, which is [`Calls`], can be counted.
pub type Counts<T> = <T as Counted>::Yes;
