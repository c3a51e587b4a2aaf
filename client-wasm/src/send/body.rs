//! The body of an answer, piece by piece, so that a long one is given up before it fills the memory.

use js_sys::{Reflect, Uint8Array};
use trifold::TransportError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::error::{broken, cut};

/// All bytes of the body, or an error when there are more than `limit`.
pub(super) async fn read(response: &Response, limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut bytes = Vec::new();
    let Some(reader) = reader(response)? else {
        return Ok(bytes);
    };
    while let Some(piece) = next(&reader).await? {
        let start = bytes.len();
        if piece.length() as usize > limit - start {
            return Err(broken("the answer is longer than the limit"));
        }
        bytes.resize(start + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[start..]);
    }
    Ok(bytes)
}

/// Reader of the body, if there is one.
pub(super) fn reader(response: &Response) -> Result<Option<ReadableStreamDefaultReader>, TransportError> {
    let reader = |stream| ReadableStreamDefaultReader::new(&stream).map_err(|reason| cut(&reason));
    response.body().map(reader).transpose()
}

/// The next piece, or none at the end.
pub(super) async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, TransportError> {
    let result = JsFuture::from(reader.read()).await.map_err(|reason| cut(&reason))?;
    let piece = Reflect::get(&result, &JsValue::from_str("value")).map_err(|reason| cut(&reason))?;
    Ok(piece.dyn_into().ok())
}
