//! Errors of a request that failed in the browser.

use trifold::TransportError;
use wasm_bindgen::{JsCast, JsValue};

/// The browser's own words, which name neither the address nor the content.
pub(crate) fn failed(reason: &JsValue) -> TransportError {
    let error: Option<&js_sys::Error> = reason.dyn_ref();
    TransportError::Failed(match error {
        Some(error) => error.message().into(),
        None => "the request failed".to_owned(),
    })
}

/// Makes the error of a request that is refused here.
pub(crate) fn refused(reason: &str) -> TransportError {
    TransportError::Failed(reason.to_owned())
}
