//! Bytes as text (RFC 4648).

pub(super) use ::base64::Engine;
pub(super) use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
