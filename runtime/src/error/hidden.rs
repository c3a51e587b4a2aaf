//! What an `#[internal]` field holds where it was not sent.

/// A type that an `#[internal]` field may have: on a client, which is never sent it, the field holds its default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be `#[internal]`",
    label = "a client is not sent this, and there is no `Default` to put in its place",
    note = "hold the error of a library as `#[internal] trifold::Source`; let any other field be an `Option`"
)]
pub trait Hidden {
    /// What a client holds.
    fn absent() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Hidden for T {
    fn absent() -> Self {
        Self::default()
    }
}
