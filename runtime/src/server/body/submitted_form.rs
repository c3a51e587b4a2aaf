//! A form as it was sent.

use bytes::Bytes;

/// A form as it was sent.
#[derive(Debug)]
pub(in crate::server) enum SubmittedForm {
    /// `application/x-www-form-urlencoded`, not read yet.
    Encoded(Bytes),
    /// The text fields of a multipart form.
    Fields(Vec<(String, String)>),
}
