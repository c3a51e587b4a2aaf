//! Errors of a request that failed in the browser.

use trifold::TransportError;
use wasm_bindgen::{JsCast, JsValue};

/// A request that failed, in the browser's own words, which name neither the address nor the content.
pub(crate) fn failed(reason: &JsValue) -> TransportError {
    TransportError::Failed(words(reason))
}

/// An answer that was cut short, in the browser's own words.
pub(crate) fn cut(reason: &JsValue) -> TransportError {
    TransportError::Broken(words(reason))
}

/// A file that cannot be read, and so is not sent, in the browser's own words.
#[cfg(feature = "upload")]
pub(crate) fn unreadable(reason: &JsValue) -> TransportError {
    TransportError::NotSent(words(reason))
}

fn words(reason: &JsValue) -> String {
    let error: Option<&js_sys::Error> = reason.dyn_ref();
    error.map_or_else(|| "the request failed".to_owned(), |error| error.message().into())
}

/// Makes the error of a request that is refused here.
pub(crate) fn refused(reason: &str) -> TransportError {
    TransportError::NotSent(reason.to_owned())
}

/// Makes the error of an answer whose head came.
pub(crate) fn broken(reason: &str) -> TransportError {
    TransportError::Broken(reason.to_owned())
}
