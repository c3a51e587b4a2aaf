//! Files of a page as arguments: what was chosen in an input, dropped, or made by a script (feature `upload`).
//!
//! In: a `File`, a `Blob`, or a form with a field for a file. Out: an [`Upload`], read into the page's memory. Look at `file.size()` before
//! where it may be large: a file to be sent is there twice, once as it is and once in the request.

use js_sys::Uint8Array;
use trifold::{TransportError, Upload};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData, HtmlFormElement};

use crate::send::{refused, unreadable};

/// A file, with its name and its type.
///
/// # Errors
/// It cannot be read any more, or is too large for the page's memory.
pub async fn from_file(file: &File) -> Result<Upload, TransportError> {
    from_blob(file, &file.name()).await
}

/// Bytes that a script made, under a name.
///
/// # Errors
/// As of [`from_file`].
pub async fn from_blob(blob: &Blob, file_name: &str) -> Result<Upload, TransportError> {
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|reason| unreadable(&reason))?;
    Ok(Upload::new(file_name, blob.type_(), bytes(&buffer)?))
}

/// The file in a field of a form; none where none was chosen.
///
/// # Errors
/// As of [`from_file`].
pub async fn from_form(form: &HtmlFormElement, field: &str) -> Result<Option<Upload>, TransportError> {
    from_form_data(&FormData::new_with_form(form).map_err(|reason| unreadable(&reason))?, field).await
}

/// As [`from_form`], where the form's data is at hand.
///
/// # Errors
/// As of [`from_file`].
pub async fn from_form_data(data: &FormData, field: &str) -> Result<Option<Upload>, TransportError> {
    match data.get(field).dyn_into::<File>() {
        // Where nothing was chosen browsers put a file without a name and without bytes.
        Ok(file) if !file.name().is_empty() || file.size() > 0.0 => from_file(&file).await.map(Some),
        _ => Ok(None),
    }
}

/// The bytes of a buffer. A file that does not fit is refused; to take the memory by force would end the page's program.
fn bytes(buffer: &JsValue) -> Result<Vec<u8>, TransportError> {
    let from = Uint8Array::new(buffer);
    let length = from.length() as usize;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| refused("the file is too large for this page's memory"))?;
    bytes.resize(length, 0);
    from.copy_to(&mut bytes);
    Ok(bytes)
}
